using System.Net;
using Jena.SensorNode.EndToEnd.Tests.Parts;

namespace Jena.SensorNode.EndToEnd.Tests;

/// <summary>Nodes at the city's Mosquitto instead of the built-in broker: acknowledged to it by hand, after the commit.</summary>
public sealed class OutsideBrokerTests : IAsyncLifetime
{
    private readonly Mosquitto _nodesBroker = new();
    private readonly Mosquitto _city = new();
    private readonly GatewayProcess _gateway = new();
    private readonly CityCollector _collector = new();

    public async ValueTask InitializeAsync()
    {
        await _city.StartAsync();
        await _collector.ConnectAsync(_city.Port, _city.User, _city.Password);
        _gateway.ForwardTo(_city);
        _gateway.Set("Broker__Enabled", "false");
        _gateway.Set("External__Enabled", "true");
        _gateway.Set("External__Host", "127.0.0.1");
        _gateway.Set("External__Port", _nodesBroker.Port.ToString());
        _gateway.Set("External__UseTls", "false");
        _gateway.Set("External__User", _nodesBroker.User);
        _gateway.Set("External__Password", _nodesBroker.Password);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _collector.DisposeAsync();
        await _nodesBroker.DisposeAsync();
        await _city.DisposeAsync();
    }

    [Fact]
    public async Task What_waited_in_the_broker_while_the_gateway_was_dead_arrives_once()
    {
        const int samples = 400;
        await _nodesBroker.StartAsync();
        await _gateway.StartAsync();
        var nodes = await RegisteredNodes.AddAsync(_gateway, 2, _nodesBroker);
        await nodes[0].SendAsync(1, samples, perFrame: 4, TestContext.Current.CancellationToken);

        // Killed with messages under way; the broker takes the second node's frames meanwhile and keeps them in the session.
        await _gateway.KillAsync();
        await nodes[1].SendAsync(1, samples, perFrame: 4, TestContext.Current.CancellationToken);
        await _gateway.StartAsync();

        await Eventually.TrueAsync(() => _collector.Messages.DistinctBy(message => (message.Id, message.Sequence)).Count() == 2 * samples, "all arrive", () => _gateway.Output);
        foreach (var node in nodes)
        {
            var sequences = _collector.Messages.Where(message => message.Id == node.Name).Select(message => message.Sequence).Distinct();
            Assert.Equal(Enumerable.Range(1, samples).Select(i => (long)i), sequences.Order());
        }
    }

    [Fact]
    public async Task A_broker_that_hands_over_one_at_a_time_loses_nothing_however_often_the_gateway_dies()
    {
        const int samples = 400;
        const int perFrame = 4;
        await _nodesBroker.StartAsync($"max_inflight_messages 1\nmax_queued_messages {(2 * samples / perFrame) + 20}");
        await _gateway.StartAsync();
        var nodes = await RegisteredNodes.AddAsync(_gateway, 2, _nodesBroker);
        var first = nodes[0].SendAsync(1, samples, perFrame, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => _collector.Count > 0, "some arrive", () => _gateway.Output);
        await _gateway.KillAsync();
        await Task.WhenAll(first, nodes[1].SendAsync(1, samples, perFrame, TestContext.Current.CancellationToken));

        // Killed in the middle of the backlog, with one frame stored perhaps and not acknowledged.
        for (var kill = 1; kill <= 3; kill++)
        {
            var before = Arrived();
            await _gateway.StartAsync();
            await Eventually.TrueAsync(() => Arrived() > before || before == 2 * samples, "the backlog is handed over", () => _gateway.Output);
            await _gateway.KillAsync();
        }

        await _gateway.StartAsync();
        await Eventually.TrueAsync(() => Arrived() == 2 * samples, "all arrive", () => _gateway.Output);
        Assert.Equal(2 * samples, (await _gateway.HealthAsync())!.Value.GetProperty("samples").GetInt64());
    }

    [Fact]
    public async Task What_a_broker_threw_away_is_told()
    {
        const int samples = 200;
        await _nodesBroker.StartAsync("max_inflight_messages 1\nmax_queued_messages 10");
        await _gateway.StartAsync();
        var node = Assert.Single(await RegisteredNodes.AddAsync(_gateway, 1, _nodesBroker));
        await node.SendAsync(0, 4, perFrame: 4, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Arrived() == 4, "the first arrives", () => _gateway.Output);
        await _gateway.KillAsync();

        // The broker acknowledges all of them and keeps ten frames; one more comes while there is room.
        await node.SendAsync(4, samples, perFrame: 4, TestContext.Current.CancellationToken);
        await _gateway.StartAsync();
        await Eventually.TrueAsync(() => Arrived() >= 4 + 40, "what it kept arrives", () => _gateway.Output);
        await node.SendAsync(4 + samples, 4, perFrame: 4, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => _collector.Messages.Any(message => message.Sequence == samples + 7), "the last arrives", () => _gateway.Output);

        var missing = samples + 8 - Arrived();
        Assert.InRange(missing, samples / 2, samples);
        Assert.Contains($"{missing} Messungen in 1 Lücke", WebUtility.HtmlDecode(await _gateway.PageAsync($"knoten/{node.Name}")), StringComparison.Ordinal);
        Assert.Equal(samples + 8 - missing, (await _gateway.HealthAsync())!.Value.GetProperty("samples").GetInt64());
    }

    private int Arrived() => _collector.Messages.DistinctBy(message => (message.Id, message.Sequence)).Count();
}
