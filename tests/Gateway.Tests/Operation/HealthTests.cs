using System.Net;
using System.Text.Json;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Ingest;

namespace Jena.SensorNode.Gateway.Tests.Operation;

public class HealthTests
{
    [Fact]
    public async Task Health_is_ok_and_counts_what_came_in()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node);
        await wire.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, 0, 100));
        using var http = new HttpClient();

        using var json = JsonDocument.Parse(await http.GetStringAsync(new Uri(gateway.Page, "health"), TestContext.Current.CancellationToken));

        Assert.Contains(json.RootElement.GetProperty("status").GetString(), new[] { "ok", "degraded" });
        Assert.Equal(1, json.RootElement.GetProperty("frames").GetProperty("accepted").GetInt64());
        Assert.Equal(1, json.RootElement.GetProperty("connections").GetInt32());
    }

    [Fact]
    public async Task Metrics_are_there_for_Prometheus()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var http = new HttpClient();

        var text = await http.GetStringAsync(new Uri(gateway.Page, "metrics"), TestContext.Current.CancellationToken);

        Assert.Contains("jena_frames", text, StringComparison.Ordinal);
        Assert.Contains("jena_clock_set", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unset_clock_is_a_reason_to_look()
    {
        await using var gateway = await RunningGateway.StartAsync(["--Gateway:Timing:Clock=Synchronised"], builder => builder.UseUnsetClock());
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(gateway.Page, "health"), TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("degraded", json.RootElement.GetProperty("status").GetString());
        Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("part").GetString() == "clock");
    }

    [Theory]
    [InlineData("--Gateway:Broker:Port=70000", "Gateway:Broker:Port must be")]
    [InlineData("--Gateway:Web:Port=-5", "Gateway:Web:Port must be")]
    [InlineData("--Gateway:Sinks:0:Name=", "Gateway:Sinks:0:Name must not be empty")]
    [InlineData("--Gateway:WriteQueueLength=1", "Gateway:WriteQueueLength must be")]
    [InlineData("--Gateway:Timing:JumpMilliseconds=1", "Gateway:Timing:JumpMilliseconds must be")]
    public async Task A_wrong_setting_stops_the_start_and_is_named_with_its_source(string setting, string expected)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => RunningGateway.StartAsync([setting]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("CommandLine", error.Message, StringComparison.Ordinal);
    }
}
