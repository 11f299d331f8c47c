using System.Diagnostics;
using Jena.SensorNode.LoadRun.Gateways;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Machine;

namespace Jena.SensorNode.LoadRun.History;

/// <summary>What a gateway costs on the history it has: starts, memory, pages, questions, export.</summary>
internal static class HistoryFigures
{
    public const string Ready = "start to ready, ms";
    public const string FirstFrame = "start to first acknowledged frame, ms";
    public const string AtRest = "RSS at rest, MB";

    private const int Starts = 3;
    private const int Asked = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    /// <summary>Starts, asks and stops the gateway.</summary>
    /// <param name="gateway">A gateway that does not run.</param>
    /// <param name="nodes">Its nodes.</param>
    /// <param name="begin">First instant of the history.</param>
    /// <param name="end">Its end.</param>
    public static async Task<IReadOnlyList<(string Name, double Value)>> MeasureAsync(GatewayProcess gateway, IReadOnlyList<LoadNode> nodes, DateTimeOffset begin, DateTimeOffset end)
    {
        var starts = new List<(double Ready, double FirstFrame)>();
        for (var start = 0; start < Starts; start++)
        {
            if (start > 0)
                await gateway.KillAsync();
            nodes[0].PrepareJournal(1, 1);
            var watch = Stopwatch.StartNew();
            await using var fleet = Fleet.Rush([nodes[0]], gateway.BrokerPort, retryMilliseconds: 5);
            var first = FirstAsync(fleet, watch);
            starts.Add((await gateway.StartAsync(), await first));
        }

        var figures = new List<(string, double)>
        {
            (Ready, starts.Select(start => start.Ready).Order().ElementAt(Starts / 2)),
            (FirstFrame, starts.Select(start => start.FirstFrame).Order().ElementAt(Starts / 2)),
        };
        await Task.Delay(Rest);
        figures.Add((AtRest, gateway.Figures.ResidentMegabytes));
        // As the nodes come back after the start, each with a frame: their clocks are found in what is stored.
        figures.Add(("all nodes connect and send a frame, s", await AllAsync(gateway, nodes)));
        figures.Add(("/api/readings/latest of all nodes, first time, ms", await gateway.AskAsync("/api/readings/latest")));
        await AddAsync("/api/readings/latest again, ms", _ => "/api/readings/latest");
        await AddAsync("overview page, ms", _ => "/");
        await AddAsync("page of a node, ms", node => $"/knoten/{node.Name}");
        var (last, first30) = (end.ToString("yyyy-MM-dd"), end.AddDays(-30).ToString("yyyy-MM-dd"));
        var firstYear = new[] { begin, end.AddDays(-365) }.Max().ToString("yyyy-MM-dd");
        await AddAsync("daily aggregates of a node, a month, ms", node => $"/api/nodes/{node.Name}/days?from={first30}&to={last}");
        await AddAsync("daily aggregates of a node, a year, ms", node => $"/api/nodes/{node.Name}/days?from={firstYear}&to={last}");
        figures.Add(("export of a node, a month, as CSV by command, ms", await ExportAsync("--from", first30, "--to", last)));
        figures.Add(("export of a node, everything, ms", await ExportAsync()));
        figures.Add(("RSS after all this, MB", gateway.Figures.ResidentMegabytes));
        figures.Add(("most memory ever, MB", gateway.Figures.PeakMegabytes));
        await gateway.StopAsync();
        return figures;

        // Another node each time, so that nothing is warm but the program.
        async Task AddAsync(string name, Func<LoadNode, string> path)
        {
            var times = new List<double>();
            for (var asked = 0; asked < Asked; asked++)
                times.Add(await gateway.AskAsync(path(nodes[(asked + 1) * (nodes.Count - 1) / (Asked + 1)])));
            figures.Add((name, times.Order().ElementAt(Asked / 2)));
        }

        async Task<double> ExportAsync(params string[] range)
        {
            var watch = Stopwatch.StartNew();
            await gateway.CommandAsync(["readings", "export", "--output", Path.Combine(gateway.DataDirectory, "export.csv"), "--device", nodes[nodes.Count / 2].Name, .. range]);
            return watch.Elapsed.TotalMilliseconds;
        }
    }

    private static async Task<double> AllAsync(GatewayProcess gateway, IReadOnlyList<LoadNode> nodes)
    {
        foreach (var node in nodes)
            node.PrepareJournal(1, 1);
        var watch = Stopwatch.StartNew();
        await using var fleet = Fleet.Rush(nodes, gateway.BrokerPort);
        await fleet.AcknowledgedAsync(nodes.Count, TimeSpan.FromMinutes(5));
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> FirstAsync(Fleet fleet, Stopwatch watch)
    {
        await Waiting.RequireAsync(() => fleet.AcknowledgedSamples > 0, TimeSpan.FromMinutes(2), () => "the first frame after the start");
        return watch.Elapsed.TotalMilliseconds;
    }
}
