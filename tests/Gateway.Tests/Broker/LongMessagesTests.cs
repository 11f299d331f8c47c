using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Lorawan;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>What an outside broker hands over is bounded, and a message that is too long stands in nobody's way.</summary>
[Collection<Alone>]
public sealed class LongMessagesTests : IDisposable
{
    private const int Longest = 268_435_455;
    private readonly FakeBroker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_longest_message_there_can_be_takes_no_memory_is_acknowledged_and_the_frame_behind_it_arrives(bool isMqtt5)
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        using var session = await WelcomeAsync(isMqtt5);
        var frame = TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 5);
        var before = GC.GetTotalAllocatedBytes();

        await SendLongAsync(session, Topics.Up(node.NodeId), 77);
        await session.SendAsync([.. FakeBroker.PublishHead(Topics.Up(node.NodeId), 78, frame.Length, isMqtt5), .. frame]);

        Assert.Equal(new byte[] { 0, 77 }, (await session.UntilAsync(0x40))[2..4]);
        Assert.Equal(new byte[] { 0, 78 }, (await session.UntilAsync(0x40))[2..4]);
        Assert.Equal(5, gateway.Get<IReadingStore>().LastSequence);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Longest / 4);
        var incident = Assert.Single(gateway.Get<IncidentBook>().All, incident => incident.Subject == "(external)");
        Assert.Contains($"{Longest} bytes", incident.Detail, StringComparison.Ordinal);
        Assert.Contains("8192", incident.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ping_is_answered_while_a_long_message_passes_by()
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        using var session = await WelcomeAsync(isMqtt5: false);
        var payload = 100_000;
        await session.SendAsync(FakeBroker.PublishHead(Topics.Up(node.NodeId), 5, payload, isMqtt5: false));

        // The client pings twice: it has taken the answer to the first for given, though that waits behind the long message.
        for (var pings = 0; pings < 2; pings++)
        {
            while ((await session.ReadAsync())[0] != 0xC0)
            {
            }

            await session.SendAsync(new byte[1000]);
            payload -= 1000;
        }

        await session.SendAsync([.. new byte[payload], 0xD0, 0, 0xD0, 0]);
        Assert.Equal(new byte[] { 0, 5 }, (await session.UntilAsync(0x40))[2..4]);
        var frame = TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 5);
        await session.SendAsync([.. FakeBroker.PublishHead(Topics.Up(node.NodeId), 6, frame.Length, isMqtt5: false), .. frame]);
        Assert.Equal(new byte[] { 0, 6 }, (await session.UntilAsync(0x40))[2..4]);
    }

    [Theory]
    [InlineData(new byte[] { 0x90, 0xFF, 0xFF, 0xFF, 0x7F })] // SUBACK
    [InlineData(new byte[] { 0x32, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })] // five bytes of length
    public async Task Any_other_packet_that_is_too_long_ends_the_connection_and_the_next_one_is_good(byte[] head)
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        using (var session = await WelcomeAsync(isMqtt5: true))
        {
            await session.SendAsync(head);
            Assert.True(await session.IsClosedAsync());
        }

        using var next = await WelcomeAsync(isMqtt5: true);
        var frame = TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 5);
        await next.SendAsync([.. FakeBroker.PublishHead(Topics.Up(node.NodeId), 6, frame.Length, isMqtt5: true), .. frame]);
        Assert.Equal(new byte[] { 0, 6 }, (await next.UntilAsync(0x40))[2..4]);
    }

    [Theory]
    [InlineData(new byte[] { 0x20, 2, 0, 1 })] // "unacceptable protocol version" of MQTT 3.1.1
    [InlineData(new byte[] { 0x20, 3, 0, 0x84, 0 })]
    [InlineData(new byte[0])] // hangs up
    public async Task A_broker_that_does_not_know_MQTT_5_is_spoken_to_in_its_own(byte[] answer)
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        using (var session = await _broker.AcceptAsync())
        {
            await session.ReadAsync();
            Assert.True(session.IsMqtt5);
            if (answer.Length > 0)
                await session.SendAsync(answer);
        }

        using var older = await _broker.AcceptAsync();
        await older.WelcomeAsync();
        Assert.False(older.IsMqtt5);
        var frame = TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 5);
        await older.SendAsync([.. FakeBroker.PublishHead(Topics.Up(node.NodeId), 6, frame.Length, isMqtt5: false), .. frame]);
        Assert.Equal(new byte[] { 0, 6 }, (await older.UntilAsync(0x40))[2..4]);
    }

    [Fact]
    public async Task A_network_server_s_long_message_is_dropped_and_the_uplink_behind_it_taken()
    {
        await using var gateway = await RunningGateway.StartAsync(
        [
            "--Gateway:Lorawan:Servers:0:Name=stadt", "--Gateway:Lorawan:Servers:0:Host=127.0.0.1", $"--Gateway:Lorawan:Servers:0:Port={_broker.Port}", "--Gateway:Lorawan:Servers:0:UseTls=false",
        ]);
        using var session = await WelcomeAsync(isMqtt5: true);
        var uplink = System.Text.Encoding.UTF8.GetBytes(Uplinks.ChirpStack());
        var before = GC.GetTotalAllocatedBytes();

        await SendLongAsync(session, "application/x/device/y/event/up", 77);
        await session.SendAsync([.. FakeBroker.PublishHead("application/x/device/y/event/up", 78, uplink.Length, isMqtt5: true), .. uplink]);

        Assert.Equal(new byte[] { 0, 77 }, (await session.UntilAsync(0x40))[2..4]);
        Assert.Equal(new byte[] { 0, 78 }, (await session.UntilAsync(0x40))[2..4]);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Longest / 4);
        var counters = gateway.Get<UplinkIngest>().Counters;
        Assert.Equal((1, 1), (counters.Of(UplinkOutcome.Refused), counters.Of(UplinkOutcome.Stored)));
    }

    private static async Task SendLongAsync(FakeBroker.Session session, string topic, ushort packetId)
    {
        // As long as a packet can be, its length said in four bytes.
        var other = FakeBroker.PublishHead(topic, packetId, 0, session.IsMqtt5).Length - 2;
        await session.SendAsync(FakeBroker.PublishHead(topic, packetId, Longest - other, session.IsMqtt5));
        var piece = new byte[64 * 1024];
        for (var left = Longest - other; left > 0; left -= piece.Length)
            await session.SendAsync(left < piece.Length ? piece[..left] : piece);
    }

    /// <summary>The gateway comes with MQTT 5 first.</summary>
    private async Task<FakeBroker.Session> WelcomeAsync(bool isMqtt5)
    {
        if (!isMqtt5)
        {
            using var refused = await _broker.AcceptAsync();
        }

        var session = await _broker.AcceptAsync();
        await session.WelcomeAsync();
        Assert.Equal(isMqtt5, session.IsMqtt5);
        return session;
    }

    private Task<RunningGateway> StartAsync() => RunningGateway.StartAsync(
    [
        "--Gateway:Broker:Enabled=false", "--Gateway:External:Enabled=true", "--Gateway:External:Host=127.0.0.1", $"--Gateway:External:Port={_broker.Port}", "--Gateway:External:UseTls=false",
    ]);
}
