using System.Diagnostics;
using Jena.SensorNode.LoadRun.Gateways;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Printing;

namespace Jena.SensorNode.LoadRun.History;

/// <summary>
/// A gateway that has been in service for long: what its start, its memory, its pages and its questions cost beside one in its second day, how large
/// its database is, and what making room in it takes. A year of 1,000 nodes is <c>--history-days=365</c>.
/// </summary>
internal static class HistoryRun
{
    private const int FirstDays = 2;

    public static async Task RunAsync(LoadOptions options, Scoreboard scores)
    {
        var days = Math.Max(options.HistoryDays, FirstDays + 1);
        var begin = DateTimeOffset.UtcNow.AddDays(-days).AddHours(-6);
        await using var gateway = new GatewayProcess();
        // The log settles as in service; nothing goes for want of room before that is measured.
        gateway.Set("Readings__MaximumDatabaseMegabytes", "0");
        var nodes = await gateway.AddNodesAsync(options.HistoryNodes, TimeSpan.FromDays(days + 60));
        foreach (var node in nodes)
            node.SkipBoot();
        var making = new Table(
            $"Gateway: history of {nodes.Count:N0} nodes, a sample of 6 channels every 15 min, laid down by the gateway's own store", "history", "samples", "made in s", "database MB", "B/sample", "opening the store ms");
        var young = await MakeAsync(0, FirstDays);
        var old = await MakeAsync(FirstDays, days - FirstDays);
        var table = new Table($"Gateway: after {FirstDays} days and after {days} days, {nodes.Count:N0} nodes registered", "figure", $"{FirstDays} days", $"{days} days", "ratio");
        foreach (var (before, after) in young.Zip(old))
            table.Row(before.Name, before.Value, after.Value, after.Value / before.Value);
        scores.Note(Figures.HistoryReady, old.First(figure => figure.Name == HistoryFigures.Ready).Value);
        scores.Note(Figures.HistoryFirstFrame, old.First(figure => figure.Name == HistoryFigures.FirstFrame).Value);
        scores.Note(Figures.HistoryAtRest, old.First(figure => figure.Name == HistoryFigures.AtRest).Value);
        await MakeRoomAsync(gateway, nodes);

        async Task<IReadOnlyList<(string Name, double Value)>> MakeAsync(int firstDay, int count)
        {
            var watch = Stopwatch.StartNew();
            await using (var maker = new HistoryMaker(gateway.DataDirectory))
                await maker.ReceiveAsync(nodes, firstDay, count, begin);
            var seconds = watch.Elapsed.TotalSeconds;
            gateway.Checkpoint();
            var samples = gateway.StoredSamples();
            double opening;
            await using (var maker = new HistoryMaker(gateway.DataDirectory))
                opening = maker.OpeningMilliseconds;
            making.Row($"{firstDay + count} days", samples, seconds, gateway.DatabaseBytes / 1_048_576.0, (double)gateway.DatabaseBytes / samples, opening);
            // What the questions ask for ends where this part of the history ends.
            return await HistoryFigures.MeasureAsync(gateway, nodes, begin, begin.AddDays(firstDay + count));
        }
    }

    private static async Task MakeRoomAsync(GatewayProcess gateway, IReadOnlyList<LoadNode> nodes)
    {
        var table = new Table(
            "Gateway: making room, oldest days first, beside a sender who waits for each answer", "bound", "MB before", "MB after", "s", "MB written", "answers", "answer p50 ms", "p99 ms", "longest ms");
        await using var maker = new HistoryMaker(gateway.DataDirectory);
        await RowAsync("a tenth has to go: thinned", 0.9);
        await RowAsync("three quarters have to go: thinned, then dropped", 0.25);

        async Task RowAsync(string name, double share)
        {
            var before = maker.UsedBytes;
            var (seconds, written, answers) = await maker.MakeRoomAsync(Math.Max(1, (int)(before * share / 1_048_576)), nodes[0]);
            var sorted = answers.Order().ToList();
            table.Row(
                name, before / 1_048_576.0, maker.UsedBytes / 1_048_576.0, seconds, written / 1_048_576.0, sorted.Count, sorted.ElementAtOrDefault(sorted.Count / 2), sorted.ElementAtOrDefault(sorted.Count * 99 / 100),
                sorted.LastOrDefault());
        }
    }
}
