using System.Diagnostics;
using Jena.SensorNode.LoadRun.Brokers;
using Jena.SensorNode.LoadRun.Gateways;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Printing;
using Jena.SensorNode.LoadRun.Sinks;

namespace Jena.SensorNode.LoadRun.Forwarding;

/// <summary>What leaves the gateway: a sink that was away catches up, then everything is sent again beside live readings.</summary>
internal static class ForwardingRun
{
    private const int LiveRate = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(LoadOptions options, Scoreboard scores)
    {
        await using var city = new MosquittoBroker("max_queued_messages 0");
        await using var gateway = new GatewayProcess();
        gateway.ForwardTo(city.Port);
        var nodes = await gateway.AddNodesAsync(options.ClosedLoopConnections);
        await gateway.StartAsync();
        await using var fleet = await Fleet.ConnectAsync(nodes, gateway.BrokerPort);
        var table = new Table(
            "Gateway: forwarding to Mosquitto, QoS 1, one message a sample", "run", "samples", "at sink", "as often as due", "s until all are there", "samples/s", "RSS MB before", "RSS MB after");

        var began = DateTimeOffset.UtcNow.AddDays(-60);
        await Loads.ClosedLoopAsync(fleet, nodes.Count, options.BacklogSamples);
        var backlog = fleet.AcknowledgedSampleIds().ToList();
        var arrivals = new Arrivals();
        var resident = gateway.Figures.ResidentMegabytes;
        await city.StartAsync();
        await using var subscriber = new CountingSubscriber(city.Port, "#", arrivals.CountJson);
        // Waiting between two attempts of the gateway is none of its speed.
        await Waiting.UntilAsync(() => arrivals.Total > 0, Limit);
        Row("a sink that was away catches up", backlog, 1, await TakeAsync(() => arrivals.Different >= backlog.Count));

        resident = gateway.Figures.ResidentMegabytes;
        var before = arrivals.Total;
        await gateway.ResendAsync(began);
        await Waiting.UntilAsync(() => arrivals.Total > before, Limit);
        var live = Loads.PacedAsync(fleet, LiveRate, options.PacedSeconds);
        var again = TakeAsync(() => arrivals.Total >= before + backlog.Count);
        await live;
        var fresh = fleet.AcknowledgedSampleIds().ToList();
        Row($"live readings, {LiveRate}/s, beside sink resend", fresh, 1, await TakeAsync(() => arrivals.Of(fresh).Arrived >= fresh.Count), isOfLoad: true);
        var seconds = await again;
        await TakeAsync(() => arrivals.Times(backlog, 2) >= backlog.Count);
        Row("sink resend, everything again", backlog, 2, seconds);

        // The rate of live readings is the load's own; how soon after the last one all are there is what tells.
        void Row(string name, IReadOnlyList<SampleId> samples, int times, double seconds, bool isOfLoad = false) => table.Row(
            name, samples.Count, arrivals.Of(samples).Arrived, arrivals.Times(samples, times), seconds, isOfLoad ? LiveRate : samples.Count / seconds, resident, gateway.Figures.ResidentMegabytes);
    }

    private static async Task<double> TakeAsync(Func<bool> isDone)
    {
        var watch = Stopwatch.StartNew();
        await Waiting.UntilAsync(isDone, Limit, everyMilliseconds: 20);
        return watch.Elapsed.TotalSeconds;
    }
}
