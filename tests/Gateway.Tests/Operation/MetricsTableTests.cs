using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Tests.Broker;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>METRICS.md against what is measured: an alert that was written after the table must find its number.</summary>
public partial class MetricsTableTests
{
    private static readonly (string, string)[] Sink =
        [("Gateway__Sinks__0__Name", "stadt"), ("Gateway__Sinks__0__Host", "127.0.0.1"), ("Gateway__Sinks__0__Port", "9"), ("Gateway__Sinks__0__UseTls", "false")];

    [Fact]
    public async Task Table_and_endpoint_have_the_same_names_types_and_attributes()
    {
        await using var gateway = await GatewayProcess.StartAsync(_ => Sink);
        var text = await gateway.ScrapeAsync();

        var types = TypeLine().Matches(text).Select(line => $"{line.Groups["name"]} {line.Groups["type"]}").Order(StringComparer.Ordinal);
        Assert.Equal(Table().Select(row => $"{row.Scraped} {row.Type}").Order(StringComparer.Ordinal), types);
        foreach (var row in Table())
        {
            var labels = Series(text).Where(series => series.Split('{', ' ')[0] == row.Scraped)
                .SelectMany(series => Label().Matches(series).Select(label => label.Groups["name"].Value))
                .Where(label => !label.StartsWith("otel_", StringComparison.Ordinal)).Distinct();
            Assert.Equal(row.Attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries), labels);
        }
    }

    [Fact]
    public async Task Table_and_meter_have_the_same_units_and_words()
    {
        var instruments = new HashSet<string>();
        await using var gateway = await RunningGateway.StartAsync();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == GatewayMetrics.Name)
                    instruments.Add($"{instrument.Name} {instrument.Unit} {instrument.Description}");
            },
        };
        listener.Start();

        Assert.Equal(Table().Select(row => $"{row.Name} {row.Unit} {row.Meaning}").Order(StringComparer.Ordinal), instruments.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Strangers_make_no_series()
    {
        await using var gateway = await GatewayProcess.StartAsync(_ => Sink);
        var before = Series(await gateway.ScrapeAsync()).Where(IsOwn).Select(Key).ToList();
        for (uint stranger = 100; stranger < 120; stranger++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => TestNode.ConnectAsync(gateway.MqttPort, new RegisteredNode(9, stranger, gateway.Node.Key, gateway.Node.Layout), password: "falsch"));
            using var answer = await gateway.Client.GetAsync(new Uri($"knoten/{stranger:x8}?{stranger}", UriKind.Relative), TestContext.Current.CancellationToken);
        }

        Assert.Equal(before, Series(await gateway.ScrapeAsync()).Where(IsOwn).Select(Key));

        static bool IsOwn(string series) => series.StartsWith("jena_", StringComparison.Ordinal);
        static string Key(string series) => series[..(series.LastIndexOf('}') is var end and >= 0 ? end : series.IndexOf(' ', StringComparison.Ordinal))];
    }

    private static List<Row> Table()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Jena.SensorNode.sln")))
            folder = folder.Parent;
        return [.. File.ReadLines(Path.Combine(folder.FullName, "gateway", "Operation", "METRICS.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())
            .Select(cells => new Row(cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]))];
    }

    private static IEnumerable<string> Series(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#');

    [GeneratedRegex("^# TYPE (?<name>jena_[a-z_]+) (?<type>[a-z]+)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeLine();

    [GeneratedRegex("(?<name>[a-zA-Z_]+)=\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Label();

    private sealed record Row(string Name, string Scraped, string Type, string Unit, string Attributes, string Meaning);
}
