using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Machine;
using Jena.SensorNode.LoadRun.Printing;

namespace Jena.SensorNode.LoadRun.Gateways;

/// <summary>
/// Bytes that the gateway makes the disk write, as the kernel counts them: whole pages of 4 KB, which is what a card sees.
/// A sample of the load has six readings (three moistures, three temperatures).
/// </summary>
internal static class WrittenBytesRun
{
    private const int ReadingsPerSample = 6;

    public static async Task RunAsync(LoadOptions options, Scoreboard scores)
    {
        var table = new Table(
            "Gateway: bytes written to disk (kernel's write_bytes), a sample = 6 readings",
            "load", "samples", "commits waited for: B/sample", "with checkpoint: B/sample", "B/reading", "with settling: B/sample", "B/reading");
        var few = Math.Min(100, options.ClosedLoopConnections);
        scores.Note(Figures.WrittenAtFullLoad, await MeasureAsync(table, "single, closed loop", options.ClosedLoopConnections, fleet => JournalsAsync(fleet, options.ClosedLoopFrames / 3, 1)));
        await MeasureAsync(table, "24 a frame, closed loop", options.ClosedLoopConnections, fleet => JournalsAsync(fleet, options.ClosedLoopFrames / 30, 24));
        scores.Note(Figures.WrittenPaced, await MeasureAsync(table, $"single, paced {options.PacedFramesPerSecond}/s", options.ClosedLoopConnections, fleet => Loads.PacedAsync(fleet, options.PacedFramesPerSecond, options.PacedSeconds)));
        await MeasureAsync(table, "single, paced 20/s", few, fleet => Loads.PacedAsync(fleet, 20, options.PacedSeconds));
        await MeasureAsync(table, "24 a frame, paced 20/s", few, fleet => SlowJournalsAsync(fleet, 20, options.PacedSeconds));
    }

    /// <returns>Bytes a reading, with settling.</returns>
    private static async Task<double> MeasureAsync(Table table, string name, int connections, Func<Fleet, Task> load)
    {
        await using var gateway = new GatewayProcess();
        // Settles when the log is as long as it may be, and what is left a minute later: about as many samples a node as in six hours.
        gateway.Set("Readings__SettleMinutes", "1");
        var nodes = await gateway.AddNodesAsync(connections);
        await gateway.StartAsync();
        gateway.Checkpoint();
        await using var fleet = await Fleet.ConnectAsync(nodes, gateway.BrokerPort);
        var (before, own, stored) = (gateway.Figures.WrittenBytes, OwnWrittenBytes(), gateway.StoredSamples());
        await load(fleet);
        await Task.Delay(500);
        var samples = (double)(gateway.StoredSamples() - stored);
        var committed = Written();
        gateway.Checkpoint();
        var folded = Written();
        await Waiting.UntilAsync(() => gateway.HasSettled(), TimeSpan.FromSeconds(150), everyMilliseconds: 1000);
        await Task.Delay(2000);
        gateway.Checkpoint();
        var settled = Written();
        table.Row(name, (long)samples, committed / samples, folded / samples, folded / samples / ReadingsPerSample, settled / samples, settled / samples / ReadingsPerSample);
        return settled / samples / ReadingsPerSample;

        // The checkpoint runs in this process, so its pages count here.
        double Written() => gateway.Figures.WrittenBytes - before + OwnWrittenBytes() - own;
    }

    private static async Task JournalsAsync(Fleet fleet, int frames, int samplesPerFrame)
    {
        var each = Math.Max(1, frames / fleet.Connections.Count);
        Parallel.ForEach(fleet.Connections, connection => connection.Node.PrepareJournal(each, samplesPerFrame));
        Fleet.OfferAll(fleet.Connections);
        await fleet.AcknowledgedAsync((long)each * samplesPerFrame * fleet.Connections.Count, TimeSpan.FromMinutes(5));
    }

    private static async Task SlowJournalsAsync(Fleet fleet, int framesPerSecond, int seconds)
    {
        var frames = framesPerSecond * seconds;
        Parallel.ForEach(fleet.Connections, connection => connection.Node.PrepareJournal((frames / fleet.Connections.Count) + 1, 24));
        await fleet.PaceAsync(framesPerSecond, frames);
        await fleet.AcknowledgedAsync(frames * 24L, TimeSpan.FromMinutes(1));
    }

    private static long OwnWrittenBytes() => new ProcessFigures(Environment.ProcessId).WrittenBytes;
}
