using System.Diagnostics;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Printing;

namespace Jena.SensorNode.LoadRun.SideBySide;

/// <summary>The same load through Mosquitto with Node-RED and through the gateway: acknowledged against arrived exactly once.</summary>
internal sealed class SideBySideRun
{
    private const int NodeCount = 500;
    private const int FaultRate = 200;
    private const int SecondsAroundFault = 5;
    private static readonly TimeSpan Drain = TimeSpan.FromMinutes(2);

    private readonly LoadOptions _options;
    private readonly Scoreboard _scores;
    private readonly Table _table = new(
        "Side by side: single-sample frames from 500 nodes to a counting sink",
        "run", "acked", "acked/s", "p99 ms", "arrived", "exactly once", "not arrived", "repeated", "drained after s", "CPU µs/frame", "RSS MB", "after repair: not arrived");

    private SideBySideRun(LoadOptions options, Scoreboard scores) => (_options, _scores) = (options, scores);

    public static async Task RunAsync(LoadOptions options, Scoreboard scores)
    {
        var run = new SideBySideRun(options, scores);
        Func<IPipeline>[] pipelines = [() => new GatewayPipeline(), () => new NodeRedPipeline(false), () => new NodeRedPipeline(true)];
        foreach (var make in pipelines)
            await run.RunAsync(make);
    }

    private async Task RunAsync(Func<IPipeline> make)
    {
        foreach (var rate in _options.SideBySideRates)
            await TryAsync(make, $"paced {rate}/s", "", (_, fleet) => Loads.PacedAsync(fleet, rate, _options.PacedSeconds));
        await TryAsync(make, "burst", $" {_options.SideBySideBurst}", (_, fleet) => Loads.ClosedLoopAsync(fleet, NodeCount, _options.SideBySideBurst));
        await TryAsync(make, "sink away", $" {_options.SinkDownSeconds} s, {FaultRate}/s", (pipeline, fleet) => WithFaultAsync(fleet, _options.SinkDownSeconds, async () =>
        {
            await pipeline.StopSinkAsync();
            await Task.Delay(TimeSpan.FromSeconds(_options.SinkDownSeconds));
            await pipeline.StartSinkAsync();
        }));
        await using var sample = make();
        // The last one of the list is the one that is compared: the process that decodes.
        foreach (var process in sample.KillAndRestart.Keys.Reverse())
            await TryAsync(make, "kill -9", $" {process}, {FaultRate}/s", (pipeline, fleet) => WithFaultAsync(fleet, 0, pipeline.KillAndRestart[process]), isKilled: true);
    }

    private async Task TryAsync(Func<IPipeline> make, string run, string details, Func<IPipeline, Fleet, Task<LoadResult>> load, bool isKilled = false)
    {
        try
        {
            await MeasureAsync(make, run, details, load, isKilled);
        }
        catch (Exception exception)
        {
            // One run that fails must not take the others with it.
            _scores.NoteFailure($"{run}{details}", exception);
        }
    }

    private async Task MeasureAsync(Func<IPipeline> make, string run, string details, Func<IPipeline, Fleet, Task<LoadResult>> load, bool isKilled)
    {
        await using var pipeline = make();
        var nodes = await pipeline.StartAsync(NodeCount);
        await using var fleet = await Fleet.ConnectAsync(nodes, pipeline.BrokerPort);
        var processor = pipeline.Figures.ProcessorSeconds;
        var result = await load(pipeline, fleet);
        var acknowledged = fleet.AcknowledgedSampleIds().ToList();
        var drained = await DrainAsync(pipeline, acknowledged.Count);
        var (arrived, once) = pipeline.Arrivals.Of(acknowledged);
        // A process that was killed took its count with it.
        var used = isKilled ? double.NaN : (pipeline.Figures.ProcessorSeconds - processor) * 1e6 / acknowledged.Count;
        var afterRepair = double.NaN;
        if (arrived < acknowledged.Count && await pipeline.RepairAsync())
        {
            await DrainAsync(pipeline, acknowledged.Count);
            afterRepair = acknowledged.Count - pipeline.Arrivals.Of(acknowledged).Arrived;
        }

        _scores.Note(Printing.Figures.ExactlyOnce(pipeline.Name, run), 100.0 * once / acknowledged.Count);
        _table.Row(
            $"{pipeline.Name}: {run}{details}", acknowledged.Count, result.FramesPerSecond, result.P99, arrived, once, acknowledged.Count - arrived, arrived - once,
            drained, used, pipeline.Figures.ResidentMegabytes, afterRepair);
    }

    /// <summary>Waits until all is there, or nothing has come for longer than the longest pause between two attempts.</summary>
    /// <returns>Seconds until the last one came.</returns>
    private static async Task<double> DrainAsync(IPipeline pipeline, int samples)
    {
        var watch = Stopwatch.StartNew();
        var (count, last) = (pipeline.Arrivals.Total, TimeSpan.Zero);
        while (pipeline.Arrivals.Different < samples && watch.Elapsed - last < pipeline.LongestPause && watch.Elapsed < Drain)
        {
            await Task.Delay(50);
            if (pipeline.Arrivals.Total != count)
                (count, last) = (pipeline.Arrivals.Total, watch.Elapsed);
        }

        return last.TotalSeconds;
    }

    private static async Task<LoadResult> WithFaultAsync(Fleet fleet, int faultSeconds, Func<Task> fault)
    {
        var load = Loads.PacedAsync(fleet, FaultRate, (2 * SecondsAroundFault) + faultSeconds);
        await Task.Delay(TimeSpan.FromSeconds(SecondsAroundFault));
        await fault();
        return await load;
    }
}
