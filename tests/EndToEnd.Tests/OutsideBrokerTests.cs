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
        await _nodesBroker.StartAsync();
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
}
