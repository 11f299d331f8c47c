using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>
/// Peers that do not finish saying who they are. A gateway of their own: with a second to say it, a genuine node on a busy machine would be late.
/// </summary>
public sealed class SilentPeerTests : IAsyncLifetime
{
    private RunningGateway _gateway = null!;
    private RegisteredNode _node = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(["--Gateway:Broker:ConnectSeconds=1"]);
        _node = await _gateway.AddNodeAsync();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x10 })] // the first byte and then nothing
    [InlineData(new byte[] { 0x10, 0x40, 0x00, 0x04, (byte)'M' })]
    public async Task Who_does_not_say_who_he_is_in_time_is_closed(byte[] beginning)
    {
        using var peer = new RawPeer(_gateway.MqttPort);
        await peer.SendAsync(beginning);

        Assert.Empty(await peer.ReadAsync());
        await Eventually.TrueAsync(() => _gateway.Get<BrokerService>().Connections == 0, "the place is free");
    }

    [Fact]
    public async Task A_byte_now_and_then_does_not_hold_a_place()
    {
        var connect = RawPeer.Connect(_node);
        using var peer = new RawPeer(_gateway.MqttPort);

        foreach (var part in connect.Take(20))
        {
            await peer.SendAsync(part);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Empty(await peer.ReadAsync());
    }
}
