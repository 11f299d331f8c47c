using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Printing;
using Jena.SensorNode.LoadRun.Sinks;

namespace Jena.SensorNode.LoadRun.Brokers;

/// <summary>The yardstick: what a bare broker that keeps nothing does with the same load.</summary>
internal static class MosquittoRun
{
    public static async Task RunAsync(LoadOptions options, Scoreboard scores)
    {
        var table = new Table("Bare Mosquitto, QoS 1, nothing on disk (yardstick)", "run", "connected", "frames", "frames/s", "p50 ms", "p99 ms", "arrived", "RSS MB");
        foreach (var withSubscriber in new[] { false, true })
        {
            await using var broker = new MosquittoBroker("max_queued_messages 0");
            await broker.StartAsync();
            var arrivals = new Arrivals();
            await using var subscriber = withSubscriber ? new CountingSubscriber(broker.Port, "jsn/+/up", arrivals.CountBare) : null;
            var nodes = LoadNodes.WithRandomKeys(options.ClosedLoopConnections);
            await using var fleet = await Fleet.ConnectAsync(nodes, broker.Port);
            var name = withSubscriber ? "one QoS 1 subscriber" : "no subscriber";
            var closed = await Loads.ClosedLoopAsync(fleet, options.ClosedLoopConnections, options.ClosedLoopFrames);
            await Waiting.UntilAsync(() => !withSubscriber || arrivals.Total >= closed.Frames, TimeSpan.FromSeconds(30));
            if (!withSubscriber)
                scores.Note(Figures.MosquittoFrames, closed.FramesPerSecond);
            table.Row("closed loop, " + name, nodes.Count, closed.Frames, closed.FramesPerSecond, closed.P50, closed.P99, Arrived(arrivals.Total), broker.Figures.ResidentMegabytes);
            var paced = await Loads.PacedAsync(fleet, options.PacedFramesPerSecond, options.PacedSeconds);
            table.Row($"paced {options.PacedFramesPerSecond}/s, " + name, nodes.Count, paced.Frames, paced.FramesPerSecond, paced.P50, paced.P99, Arrived(arrivals.Total - closed.Frames), broker.Figures.ResidentMegabytes);

            object Arrived(long count) => withSubscriber ? count : "–";
        }
    }
}
