using System.Text.Json;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>What <c>node show</c> tells of restarts, clones and refusals that the service noticed.</summary>
public sealed class NoticedNodesTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Node_whose_counters_restarted_shows_both_lives_and_loses_nothing()
    {
        await ServeAsync(async (gateway, node) =>
        {
            await SendAsync(gateway, node, first: 0, value: 2000);
            await SendAsync(gateway, node, first: 0, value: 2500);
        });

        var shown = await _cli.JsonAsync("node", "show", "1");

        Assert.Equal([(0, 4), (1, 4)], Streams(shown));
        Assert.Contains("countersRestarted", Kinds(shown), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(ExitCodes.DoneWithProblems, await _cli.RunAsync("node", "show", "1"));
        Assert.Contains("Zähler neu begonnen", _cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_devices_under_one_identity_are_told_as_a_clone()
    {
        await ServeAsync(async (gateway, node) =>
        {
            await SendAsync(gateway, node, first: 0, value: 2000);
            await SendAsync(gateway, node, first: 0, value: 2500);
            // The first one again, with two samples more.
            await SendAsync(gateway, node, first: 0, value: 2000, count: 6);
        });

        var shown = await _cli.JsonAsync("node", "show", "1");

        Assert.Contains("clonedNode", Kinds(shown), StringComparer.OrdinalIgnoreCase);
        Assert.Equal([(0, 6), (1, 4)], Streams(shown));
    }

    [Fact]
    public async Task Gap_is_counted_and_noticed_where_the_node_does_not_explain_it()
    {
        await ServeAsync(async (gateway, node) =>
        {
            await SendAsync(gateway, node, first: 0, value: 2000);
            await SendAsync(gateway, node, first: 10, value: 2010);
        });

        Assert.Equal(ExitCodes.DoneWithProblems, await _cli.RunAsync("node", "show", "1"));
        Assert.Contains("SamplesMissing", _cli.Output, StringComparison.Ordinal);
        var stream = (await _cli.JsonAsync("node", "show", "1")).GetProperty("streams")[0];
        Assert.Equal((8, 0, 13, 1), (Number("samples"), Number("first"), Number("last"), Number("gaps")));

        int Number(string name) => stream.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Refused_password_is_told_at_its_node_with_count_and_time()
    {
        await ServeAsync(async (gateway, node) =>
        {
            for (var attempt = 0; attempt < 2; attempt++)
                await Assert.ThrowsAnyAsync<Exception>(() => TestNode.ConnectAsync(gateway.MqttPort, node, password: "wrong"));
        });

        var incident = Assert.Single((await _cli.JsonAsync("node", "show", "1")).GetProperty("incidents").EnumerateArray());

        Assert.Equal(("BadMac", 2), (incident.GetProperty("kind").GetString(), incident.GetProperty("count").GetInt32()));
        Assert.InRange(DateTimeOffset.UtcNow - incident.GetProperty("last").GetDateTimeOffset(), TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.DoesNotContain("wrong\"", incident.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>Lets the service run over the data of the commands; at its end it saves what it noticed.</summary>
    private async Task ServeAsync(Func<RunningGateway, RegisteredNode, Task> during)
    {
        await using var gateway = await RunningGateway.StartAsync(dataDirectory: _cli.Data);
        await during(gateway, await gateway.AddNodeAsync());
    }

    private static async Task SendAsync(RunningGateway gateway, RegisteredNode node, uint first, int value, int count = 4)
    {
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node);
        Assert.True((await wire.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, first, 900 * (first + 1), count, layout: node.Layout.Id, value: value))).IsSuccess);
    }

    private static IEnumerable<(int Incarnation, int Samples)> Streams(JsonElement shown) =>
        shown.GetProperty("streams").EnumerateArray().Select(stream => (stream.GetProperty("incarnation").GetInt32(), stream.GetProperty("samples").GetInt32()));

    private static IEnumerable<string> Kinds(JsonElement shown) =>
        shown.GetProperty("incidents").EnumerateArray().Select(incident => incident.GetProperty("kind").GetString()!);
}
