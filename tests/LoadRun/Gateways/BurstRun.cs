using System.Diagnostics;
using Jena.SensorNode.LoadRun.Brokers;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Machine;
using Jena.SensorNode.LoadRun.Printing;
using Jena.SensorNode.LoadRun.Sinks;

namespace Jena.SensorNode.LoadRun.Gateways;

/// <summary>
/// The gateway comes back after an outage and all nodes at once with it: a burst of single-sample frames, then a day of
/// journal of every node; followed to a sink and counted there. Then starts on what has been stored.
/// </summary>
internal static class BurstRun
{
    private const int DayFrames = 4;
    private const int DayFrameSamples = 24;
    private const int Starts = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(LoadOptions options, Scoreboard scores)
    {
        var bursts = new Table(
            "Gateway: bursts after an outage, all nodes connecting at once, stored and forwarded to a sink (Mosquitto, QoS 1)",
            "burst", "nodes", "frames", "samples", "acked after s", "samples/s", "stored", "at sink after s", "at sink/s", "at sink", "exactly once", "peak MB");
        if (OpenFiles.Obstacle(options.OutageNodes) is { } obstacle)
            throw new InvalidOperationException(obstacle);
        var starts = new List<(string, object[])>();
        await using var city = new MosquittoBroker("max_queued_messages 0");
        await city.StartAsync();
        await using var gateway = new GatewayProcess();
        gateway.ForwardTo(city.Port);
        var nodes = await gateway.AddNodesAsync(options.OutageNodes);
        await StartsAsync(starts, gateway, nodes, "empty database");
        await BurstAsync("single-sample frames", Figures.Burst, nodes, Math.Max(1, options.BurstFrames / nodes.Count), 1);
        await BurstAsync("a day of journal each", Figures.Journals, [.. nodes.Take(options.JournalNodes)], DayFrames, DayFrameSamples);
        await StartsAsync(starts, gateway, nodes, "after the bursts");
        var table = new Table($"Gateway: start, {nodes.Count} nodes registered", "start", "samples stored", "ready ms", "first acknowledged frame ms", "RSS MB");
        foreach (var (name, cells) in starts)
            table.Row(name, cells);
        // The middle one of three on all that was stored: the first still finds its files cold.
        scores.Note(Figures.Ready, Middle(1));
        scores.Note(Figures.FirstFrame, Middle(2));

        double Middle(int cell) => starts.TakeLast(Starts).Select(start => (double)start.Item2[cell]).Order().ElementAt(Starts / 2);

        async Task BurstAsync(string name, string figure, IReadOnlyList<LoadNode> senders, int framesEach, int samplesPerFrame)
        {
            var arrivals = new Arrivals();
            await using var subscriber = new CountingSubscriber(city.Port, "#", arrivals.CountJson);
            await Waiting.UntilAsync(() => subscriber.IsSubscribed, TimeSpan.FromSeconds(10));
            Parallel.ForEach(senders, node => node.PrepareJournal(framesEach, samplesPerFrame));
            var samples = (long)senders.Count * framesEach * samplesPerFrame;
            await gateway.StartAsync();
            var stored = gateway.StoredSamples();
            var watch = Stopwatch.StartNew();
            await using var fleet = Fleet.Rush(senders, gateway.BrokerPort);
            await fleet.AcknowledgedAsync(samples, Limit);
            var acknowledgedAfter = watch.Elapsed.TotalSeconds;
            await Waiting.UntilAsync(() => arrivals.Different >= samples, Limit);
            var (arrived, once) = arrivals.Of(fleet.AcknowledgedSampleIds());
            bursts.Row(
                name, senders.Count, senders.Count * framesEach, samples, acknowledgedAfter, samples / acknowledgedAfter, gateway.StoredSamples() - stored,
                watch.Elapsed.TotalSeconds, arrived / watch.Elapsed.TotalSeconds, arrived, once, gateway.Figures.PeakMegabytes);
            scores.Note(figure, 100.0 * once / samples);
            await gateway.StopAsync();
        }
    }

    private static async Task StartsAsync(List<(string, object[])> starts, GatewayProcess gateway, IReadOnlyList<LoadNode> nodes, string name)
    {
        for (var start = 1; start <= Starts; start++)
        {
            nodes[0].PrepareJournal(1, 1);
            var watch = Stopwatch.StartNew();
            await using var fleet = Fleet.Rush([nodes[0]], gateway.BrokerPort, retryMilliseconds: 5);
            var first = FirstAsync(fleet, watch);
            var ready = await gateway.StartAsync();
            starts.Add(($"{start}, {name}", [gateway.StoredSamples(), ready, await first, gateway.Figures.ResidentMegabytes]));
            await gateway.KillAsync();
        }
    }

    private static async Task<double> FirstAsync(Fleet fleet, Stopwatch watch)
    {
        await Waiting.UntilAsync(() => fleet.AcknowledgedSamples > 0, TimeSpan.FromMinutes(1), everyMilliseconds: 1);
        return watch.Elapsed.TotalMilliseconds;
    }
}
