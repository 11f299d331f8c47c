using System.Net.Sockets;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Broker;

public class BrokerTests
{
    [Fact]
    public async Task A_wrong_password_is_refused_and_shown()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => TestNode.ConnectAsync(gateway.MqttPort, node, password: "0123456789abcdef0123456789abcdef"));

        Assert.Contains(gateway.Get<IncidentBook>().All, incident => incident.Kind == IncidentKind.BadMac && incident.Subject == Topics.NodeName(node.NodeId));
    }

    [Fact]
    public async Task A_node_that_is_not_registered_cannot_connect()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => TestNode.ConnectAsync(gateway.MqttPort, node with { NodeId = node.NodeId + 1 }));

        Assert.Equal(1, gateway.Get<IncidentBook>().Total(IncidentKind.UnknownNode));
    }

    [Fact]
    public async Task A_node_writes_only_its_own_topic()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        var other = await gateway.AddNodeAsync();
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node);

        await Assert.ThrowsAnyAsync<Exception>(() => wire.PublishAsync(TestFrames.Encode(other.NodeId, other.Key, 1, 0, 100), Topics.Up(other.NodeId)));

        Assert.Equal(0, gateway.Get<IReadingStore>().LastSequence);
        Assert.Equal(1, gateway.Get<IncidentBook>().Total(IncidentKind.RuleBroken));
    }

    [Fact]
    public async Task A_frame_with_a_wrong_MAC_is_not_acknowledged()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node);

        await Assert.ThrowsAnyAsync<Exception>(() => wire.PublishAsync(TestFrames.Encode(node.NodeId, new byte[32], 1, 0, 100)));

        Assert.Equal(1, gateway.Get<FrameIngest>().Counters.Of(IngestOutcome.BadMac));
    }

    [Fact]
    public async Task While_the_disk_takes_nothing_nothing_is_acknowledged_and_afterwards_the_same_frame_is()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        var writer = gateway.Get<DatabaseWriter>();
        await writer.WriteAsync(connection => connection.Run("PRAGMA max_page_count = 1"), TestContext.Current.CancellationToken);
        byte[] Frame(uint first) => TestFrames.Encode(node.NodeId, node.Key, 1, first, 900 * (first + 1), count: 40);

        uint first = 0;
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node);
            for (; first < 100_000; first += 40)
                await wire.PublishAsync(Frame(first));
        });
        Assert.Equal(first, gateway.Get<IReadingStore>().LastSequence);

        await Eventually.TrueAsync(() => !writer.State.IsFailing, "the writer recovers");
        await using var again = await TestNode.ConnectAsync(gateway.MqttPort, node);
        Assert.True((await again.PublishAsync(Frame(first))).IsSuccess);
        Assert.Equal(first + 40, gateway.Get<IReadingStore>().LastSequence);
    }

    [Fact]
    public async Task A_packet_longer_than_allowed_ends_the_connection_before_any_room_is_made_for_it()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var socket = new TcpClient("127.0.0.1", gateway.MqttPort);

        // CONNECT that announces 256 MB.
        await socket.GetStream().WriteAsync(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F, 0x00 }, TestContext.Current.CancellationToken);

        Assert.Equal(0, await ReadOrZero(socket));
    }

    [Fact]
    public async Task More_connections_than_allowed_are_closed_at_once()
    {
        await using var gateway = await RunningGateway.StartAsync(["--Gateway:Broker:MaximumConnections=2"]);
        using var first = new TcpClient("127.0.0.1", gateway.MqttPort);
        using var second = new TcpClient("127.0.0.1", gateway.MqttPort);
        await Eventually.TrueAsync(() => gateway.Get<Jena.SensorNode.Gateway.Broker.BrokerService>().Connections == 2, "two connections");

        using var third = new TcpClient("127.0.0.1", gateway.MqttPort);

        Assert.Equal(0, await ReadOrZero(third));
    }

    private static async Task<int> ReadOrZero(TcpClient socket)
    {
        try
        {
            return await socket.GetStream().ReadAsync(new byte[16], TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
