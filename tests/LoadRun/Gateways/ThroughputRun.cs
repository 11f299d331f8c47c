using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Printing;

namespace Jena.SensorNode.LoadRun.Gateways;

/// <summary>Durable frames a second, times to the acknowledgement and memory, at several numbers of connected nodes.</summary>
internal static class ThroughputRun
{
    public static async Task RunAsync(LoadOptions options)
    {
        var table = new Table(
            "Gateway: single-sample frames, PUBACK after commit (load generator on the same processors)",
            "run", "connected", "frames", "frames/s", "p50 ms", "p99 ms", "stored", "CPU µs/frame", "of load", "RSS MB", "peak MB");
        foreach (var connected in options.ConnectedNodes)
        {
            await using var gateway = new GatewayProcess();
            var nodes = await gateway.AddNodesAsync(connected);
            await gateway.StartAsync();
            await Task.Delay(TimeSpan.FromSeconds(2));
            Memory("at rest, nobody connected", 0);
            await using var fleet = await Fleet.ConnectAsync(nodes, gateway.BrokerPort);
            Memory("all connected, silent", connected);

            var senders = Math.Min(connected, options.ClosedLoopConnections);
            await MeasureAsync($"closed loop over {senders}", () => Loads.ClosedLoopAsync(fleet, senders, options.ClosedLoopFrames));
            await MeasureAsync($"closed loop over {senders} again", () => Loads.ClosedLoopAsync(fleet, senders, options.ClosedLoopFrames));
            await MeasureAsync($"paced {options.PacedFramesPerSecond}/s over all", () => Loads.PacedAsync(fleet, options.PacedFramesPerSecond, options.PacedSeconds));

            // The generator's own share, frames made beforehand included.
            double Own() => Environment.CpuUsage.TotalTime.TotalSeconds;

            void Memory(string name, int count) =>
                table.Row(name, count, "", "", "", "", "", "", "", gateway.Figures.ResidentMegabytes, gateway.Figures.PeakMegabytes);

            async Task MeasureAsync(string name, Func<Task<LoadResult>> run)
            {
                var (stored, processor, own) = (gateway.StoredSamples(), gateway.Figures.ProcessorSeconds, Own());
                var result = await run();
                table.Row(
                    name, connected, result.Frames, result.FramesPerSecond, result.P50, result.P99, gateway.StoredSamples() - stored,
                    (gateway.Figures.ProcessorSeconds - processor) * 1e6 / result.Frames, (Own() - own) * 1e6 / result.Frames, gateway.Figures.ResidentMegabytes, gateway.Figures.PeakMegabytes);
            }
        }
    }
}
