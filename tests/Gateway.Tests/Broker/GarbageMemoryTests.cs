using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>Bytes of any kind at the broker's port, and the memory of the whole process.</summary>
[Collection<Alone>]
public sealed class GarbageMemoryTests : IAsyncLifetime
{
    private RunningGateway _gateway = null!;
    private RegisteredNode _node = null!;
    private uint _sent;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync();
        _node = await _gateway.AddNodeAsync();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Garbage_of_any_kind_is_thrown_out_and_takes_no_memory()
    {
        await using var genuine = await TestNode.ConnectAsync(_gateway.MqttPort, _node);
        var random = new Random(3);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async index =>
            {
                using var peer = new RawPeer(_gateway.MqttPort);
                var bytes = new byte[1 + ((index * 37) % 3000)];
                lock (random)
                    random.NextBytes(bytes);
                if (index % 2 == 0)
                    bytes[0] = 0x10;
                await peer.SendAsync(bytes);
            }));
            await PublishAsync(genuine);
        }

        await Eventually.TrueAsync(() => _gateway.Get<BrokerService>().Connections == 1, "only the genuine one is left");
        Assert.Equal(20, _gateway.Get<IReadingStore>().LastSequence);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 30_000_000);
    }

    private async Task PublishAsync(TestNode wire) =>
        Assert.True((await wire.PublishAsync(TestFrames.Encode(_node.NodeId, _node.Key, 1, _sent++, 900 * _sent, layout: _node.Layout.Id))).IsSuccess);
}
