using System.Diagnostics;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Printing;

namespace Jena.SensorNode.LoadRun.SideBySide;

/// <summary>The same load through Mosquitto with Node-RED and through the gateway: acknowledged against arrived exactly once.</summary>
internal static class SideBySideRun
{
    private const int NodeCount = 500;
    private const int FaultRate = 200;
    private const int SecondsAroundFault = 10;
    private static readonly TimeSpan Drain = TimeSpan.FromMinutes(3);

    public static async Task RunAsync(LoadOptions options)
    {
        var table = new Table(
            "Side by side: single-sample frames from 500 nodes to a counting sink",
            "run", "acked", "acked/s", "p99 ms", "arrived", "exactly once", "not arrived", "repeated", "drained after s", "CPU µs/frame", "RSS MB", "after repair: not arrived");
        Func<IPipeline>[] pipelines = [() => new GatewayPipeline(), () => new NodeRedPipeline(false), () => new NodeRedPipeline(true)];
        foreach (var make in pipelines)
        {
            foreach (var rate in options.SideBySideRates)
                await MeasureAsync(table, make, $"paced {rate}/s", (_, fleet) => Loads.PacedAsync(fleet, rate, options.PacedSeconds));
            await MeasureAsync(table, make, $"burst {options.SideBySideBurst}", (_, fleet) => Loads.ClosedLoopAsync(fleet, NodeCount, options.SideBySideBurst));
            await MeasureAsync(table, make, $"sink away {options.SinkDownSeconds} s, {FaultRate}/s", (pipeline, fleet) => WithFaultAsync(fleet, options.SinkDownSeconds, async () =>
            {
                await pipeline.StopSinkAsync();
                await Task.Delay(TimeSpan.FromSeconds(options.SinkDownSeconds));
                await pipeline.StartSinkAsync();
            }));
            await using var sample = make();
            foreach (var process in sample.KillAndRestart.Keys)
                await MeasureAsync(table, make, $"kill -9 {process}, {FaultRate}/s", (pipeline, fleet) => WithFaultAsync(fleet, 0, pipeline.KillAndRestart[process]), isKilled: true);
        }
    }

    private static async Task MeasureAsync(Table table, Func<IPipeline> make, string name, Func<IPipeline, Fleet, Task<LoadResult>> load, bool isKilled = false)
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
        if (arrived < acknowledged.Count && pipeline is GatewayPipeline)
        {
            await pipeline.RepairAsync();
            await DrainAsync(pipeline, acknowledged.Count);
            afterRepair = acknowledged.Count - pipeline.Arrivals.Of(acknowledged).Arrived;
        }

        table.Row(
            $"{pipeline.Name}: {name}", acknowledged.Count, result.FramesPerSecond, result.P99, arrived, once, acknowledged.Count - arrived, arrived - once,
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
