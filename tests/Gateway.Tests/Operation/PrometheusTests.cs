using System.Globalization;
using System.Text.RegularExpressions;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Ingest;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary><c>/metrics</c> as a scraper reads it: every line by the text format, every number where an alert looks for it.</summary>
public partial class PrometheusTests
{
    [Fact]
    public async Task Every_line_is_of_the_format_and_the_numbers_are_those_of_what_happened()
    {
        await using var gateway = await GatewayProcess.StartAsync(_ =>
            [("Gateway__Sinks__0__Name", "sta\"dt\\"), ("Gateway__Sinks__0__Host", "127.0.0.1"), ("Gateway__Sinks__0__Port", "9"), ("Gateway__Sinks__0__UseTls", "false")]);
        var node = gateway.Node;
        await using (var wire = await TestNode.ConnectAsync(gateway.MqttPort, node))
        {
            var frame = TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 3, layout: node.Layout.Id);
            await wire.PublishAsync(frame);
            await wire.PublishAsync(frame);
            await Record.ExceptionAsync(() => wire.PublishAsync(TestFrames.Encode(node.NodeId, new byte[node.Key.Length], 1, 9, 9000)));

            var samples = Read(await gateway.ScrapeAsync());

            Assert.Equal(1, samples["jena_frames_total{outcome=\"accepted\"}"]);
            Assert.Equal(1, samples["jena_frames_total{outcome=\"duplicate\"}"]);
            Assert.Equal(1, samples["jena_frames_total{outcome=\"bad_mac\"}"]);
            Assert.Equal(3, samples["jena_samples_total"]);
            Assert.Equal(3, samples["jena_sink_lag{sink=\"sta\\\"dt\\\\\"}"]);
            Assert.Equal((1, 0), (samples["jena_clock_set"], samples["jena_storage_failing"]));
            Assert.Equal((1, 3), (samples["jena_incidents_total{kind=\"bad_mac\"}"], samples["jena_sequence"]));
            Assert.True(samples["jena_writes_waiting"] >= 0); // the counts of incidents may be on their way
            Assert.True(samples["jena_database_size_bytes"] > 4096);
            Assert.True(samples["jena_commits_total"] >= 1);
            Assert.True(!OperatingSystem.IsLinux() || samples["jena_disk_written_bytes_total"] > 4096);
            Assert.Contains(samples.Keys, name => name.StartsWith("dotnet_", StringComparison.Ordinal));
        }
    }

    private static Dictionary<string, double> Read(string text)
    {
        var samples = new Dictionary<string, double>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var match = Line().Match(line);
            Assert.True(match.Success, line);
            var labels = LabelPair().Matches(match.Groups["labels"].Value).Select(pair => pair.Value).Where(pair => !pair.StartsWith("otel_", StringComparison.Ordinal)).ToList();
            samples[match.Groups["name"].Value + (labels.Count > 0 ? $"{{{string.Join(',', labels)}}}" : "")] = double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture);
        }

        return samples;
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*",?)*)\})? (?<value>[-+]?([0-9.]+([eE][-+]?[0-9]+)?|Inf)|NaN)( [0-9]+)?$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex("""[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*" """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex LabelPair();
}
