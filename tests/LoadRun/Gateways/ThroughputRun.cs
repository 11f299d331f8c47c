using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Machine;
using Jena.SensorNode.LoadRun.Printing;

namespace Jena.SensorNode.LoadRun.Gateways;

/// <summary>Durable frames a second, times to the acknowledgement and memory, at several numbers of connected nodes.</summary>
internal static class ThroughputRun
{
    private const int NodesThatListen = 500;

    public static async Task RunAsync(LoadOptions options, Scoreboard scores)
    {
        var table = new Table(
            "Gateway: single-sample frames, PUBACK after commit (load generator on the same processors)",
            "run", "connected", "frames", "frames/s", "p50 ms", "p99 ms", "stored", "told time", "CPU µs/frame", "of load", "RSS MB", "peak MB");
        foreach (var connected in options.ConnectedNodes)
            await TryAsync(connected, listen: false);
        await TryAsync(Math.Min(NodesThatListen, options.ConnectedNodes.Max()), listen: true);

        async Task TryAsync(int connected, bool listen)
        {
            try
            {
                if (OpenFiles.Obstacle(connected) is { } obstacle)
                    throw new InvalidOperationException(obstacle);
                await MeasureAsync(table, options, scores, connected, listen);
            }
            catch (Exception exception)
            {
                // One size that fails must not take the others with it.
                scores.NoteFailure($"{connected} connected nodes", exception);
            }
        }
    }

    private static async Task MeasureAsync(Table table, LoadOptions options, Scoreboard scores, int connected, bool listen)
    {
        await using var gateway = new GatewayProcess();
        var nodes = await gateway.AddNodesAsync(connected);
        await gateway.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        if (!listen)
        {
            Memory("at rest, nobody connected", 0);
            // The last number of nodes is the largest.
            scores.Note(Figures.AtRest, gateway.Figures.ResidentMegabytes);
        }

        await using var fleet = await Fleet.ConnectAsync(nodes, gateway.BrokerPort, listen);
        Memory(listen ? "connected, listening to time and settings" : "all connected, silent", connected);

        var senders = Math.Min(connected, options.ClosedLoopConnections);
        var closed = await RowAsync($"closed loop over {senders}", () => Loads.ClosedLoopAsync(fleet, senders, options.ClosedLoopFrames));
        if (connected == options.ClosedLoopConnections && !listen)
            scores.Note(Figures.DurableFrames, closed.FramesPerSecond);
        foreach (var rate in options.PacedRates)
        {
            var isJudged = rate == options.PacedFramesPerSecond;
            // The backlog of the run before is nothing that a gateway at this rate ever has.
            await Waiting.UntilAsync(gateway.IsResting, TimeSpan.FromMinutes(1), everyMilliseconds: 500);
            var paced = await RowAsync($"paced {rate}/s over all", () => Loads.PacedAsync(fleet, rate, isJudged ? options.JudgedSeconds : options.PacedSeconds));
            if (isJudged && !listen)
                scores.Note(Figures.P99(connected), paced.P99);
        }

        // The generator's own share, frames made beforehand included.
        double Own() => Environment.CpuUsage.TotalTime.TotalSeconds;

        void Memory(string name, int count) =>
            table.Row(name, count, "", "", "", "", "", "", "", "", gateway.Figures.ResidentMegabytes, gateway.Figures.PeakMegabytes);

        async Task<LoadResult> RowAsync(string name, Func<Task<LoadResult>> run)
        {
            var (stored, heard, processor, own) = (gateway.StoredSamples(), fleet.Heard, gateway.Figures.ProcessorSeconds, Own());
            var result = await run();
            table.Row(
                listen ? name + ", listening" : name, connected, result.Frames, result.FramesPerSecond, result.P50, result.P99, gateway.StoredSamples() - stored, fleet.Heard - heard,
                (gateway.Figures.ProcessorSeconds - processor) * 1e6 / result.Frames, (Own() - own) * 1e6 / result.Frames, gateway.Figures.ResidentMegabytes, gateway.Figures.PeakMegabytes);
            return result;
        }
    }
}
