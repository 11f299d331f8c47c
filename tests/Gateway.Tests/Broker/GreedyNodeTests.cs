using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Settings;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>A node with the right password that asks for too much, by a mistake or because somebody took its key out of it.</summary>
public sealed class GreedyNodeTests
{
    private int _sent;

    [Fact]
    public async Task A_node_that_asks_for_its_settings_again_and_again_and_acknowledges_none_gets_a_few()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await WithSettingsAsync(gateway);
        using var peer = new RawPeer(gateway.MqttPort);
        await peer.SendAsync(RawPeer.Connect(node));
        await peer.ReadAsync(4);

        // Two kilobytes name the topic a hundred times.
        for (ushort id = 1; id <= 50; id++)
            await peer.SendAsync(RawPeer.Subscribe(id, [.. Enumerable.Repeat(Topics.Settings(node.NodeId), 100)]));
        var settings = await SettingsAsync(peer, SettingsWindow.Most, subscriptions: 50);
        Assert.Equal(SettingsWindow.Most, settings.Count);

        // What was held back follows once, as it is then.
        await gateway.Get<NodeSettingsRegistry>().ChangeAsync(node.NodeId, change => change.AdcReadings = 9, TestContext.Current.CancellationToken);
        var text = 2 + Topics.Settings(node.NodeId).Length;
        foreach (var body in settings)
            await peer.SendAsync(0x40, 2, body[text], body[text + 1]);
        var last = Assert.Single(await SettingsAsync(peer, 1));
        Assert.Equal(gateway.Get<INodeSettingsSource>().MessageFor(node.NodeId), last[(text + 2)..]);
    }

    [Fact]
    public async Task Taking_over_its_own_session_gives_no_more()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await WithSettingsAsync(gateway);
        List<RawPeer> peers = [];
        for (ushort round = 1; round <= 10; round++)
        {
            var peer = new RawPeer(gateway.MqttPort);
            peers.Add(peer);
            await peer.SendAsync(RawPeer.Connect(node, keepsSession: true));
            await peer.ReadAsync(4);
            await peer.SendAsync(RawPeer.Subscribe(round, [.. Enumerable.Repeat(Topics.Settings(node.NodeId), 100)]));
            // What was under way to the connection before may be sent again or not; it is never more.
            Assert.InRange((await SettingsAsync(peer, round == 1 ? SettingsWindow.Most : 0, subscriptions: 1)).Count, 0, SettingsWindow.Most);
        }

        peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task A_node_that_reads_nothing_and_comes_again_keeps_nobody_waiting()
    {
        // Only the bound of the test's own clock could end the waiting, and that stands.
        await using var gateway = await RunningGateway.StartAsync(
            ["--Gateway:Broker:ConnectSeconds=300", "--Gateway:Broker:FramesPerSecond=1000000"], builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UtcNow)));
        var (greedy, other) = (await gateway.AddNodeAsync(), await gateway.AddNodeAsync());
        var flood = FloodAsync(gateway.MqttPort, greedy);
        await StandsStillAsync();

        using var again = new RawPeer(gateway.MqttPort);
        await again.SendAsync(RawPeer.Encoded([Connect(greedy)]));
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, other);

        Assert.True(wire.IsConnected);
        await flood;
    }

    // Each packet asks for an answer of two hundred bytes; ended by the gateway, which closes the connection.
    private async Task FloodAsync(int port, RegisteredNode node)
    {
        using var peer = new RawPeer(port, window: 1024);
        await peer.SendAsync(RawPeer.Encoded([Connect(node)]));
        await peer.ReadAsync(4);
        var packet = RawPeer.Encoded(
        [
            new MqttSubscribePacket { PacketIdentifier = 1, TopicFilters = [.. Enumerable.Repeat(new MqttTopicFilter { Topic = Topics.Time(node.NodeId), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce }, 90)] },
        ]);
        while (await peer.TrySendAsync(packet))
            _sent++;
    }

    // The gateway takes no more, since its answers are not taken.
    private async Task StandsStillAsync()
    {
        for (var before = -1; before != _sent; await Task.Delay(500, TestContext.Current.CancellationToken))
            before = _sent;
    }

    private static MqttConnectPacket Connect(RegisteredNode node) => new()
    {
        ClientId = Topics.NodeName(node.NodeId),
        Username = Topics.NodeName(node.NodeId),
        Password = System.Text.Encoding.ASCII.GetBytes(NodeSecrets.MqttPassword(node.Key)),
        CleanSession = true,
    };

    private static async Task<RegisteredNode> WithSettingsAsync(RunningGateway gateway)
    {
        var node = await gateway.AddNodeAsync();
        await gateway.Get<NodeSettingsRegistry>().ChangeAsync(node.NodeId, change => (change.GatewayHost, change.GatewayPort, change.AdcReadings) = ("192.168.1.2", 1883, 7), TestContext.Current.CancellationToken);
        return node;
    }

    // The answer to a ping may pass what was asked for before it: the broker takes from several queues in turn.
    private static async Task<List<byte[]>> SettingsAsync(RawPeer peer, int expected, int subscriptions = 0)
    {
        const byte Subscribed = 0x90, Published = 0x33;
        const int Patience = 5000, Grace = 20;
        List<byte> read = [];
        List<(byte Type, byte[] Body)> packets = [];
        // A busy machine may be slow to send what it must; when all that is expected has come, a few answers more show whether it ends there.
        for (var (pongs, came) = (0, 0); pongs < Patience && pongs < came + Grace; pongs++)
        {
            await peer.SendAsync(0xC0, 0);
            read.AddRange(await peer.ReadAsync(2));
            packets = RawPeer.Packets(read);
            if (packets.Count(packet => packet.Type == Published) < expected || packets.Count(packet => packet.Type == Subscribed) < subscriptions)
                came = pongs;
        }

        return [.. packets.Where(packet => packet.Type == Published).Select(packet => packet.Body)];
    }
}
