using System.Text;
using System.Text.Json;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>
/// The real process, attacked by strangers and by a node whose key was taken out of it: its memory stays bounded, a genuine node is
/// served all the time, and nobody's message is stored for another or reaches another.
/// </summary>
public sealed class SiegeTests : IAsyncLifetime
{
    // What the runtime may take for good of its own accord; each attack below would need several times as much without its bound.
    private const long MostGrowthBytes = 120_000_000;
    private readonly List<RawPeer> _held = [];
    private GatewayProcess _gateway = null!;
    private uint _sent;

    private RegisteredNode Genuine => _gateway.Nodes[0];

    private RegisteredNode Stolen => _gateway.Nodes[1];

    public async ValueTask InitializeAsync() => _gateway = await GatewayProcess.StartAsync(_ => [("Gateway__Broker__FramesPerSecond", "5000"), ("Gateway__Lorawan__HttpToken", "a-token-of-some-length")], nodes: 2);

    public async ValueTask DisposeAsync()
    {
        _held.ForEach(peer => peer.Dispose());
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_genuine_node_is_served_and_memory_is_bounded_whatever_others_do()
    {
        await using var wire = await TestNode.ConnectAsync(_gateway.MqttPort, Genuine, subscribe: true);
        await PublishAsync(wire, 100);
        var before = _gateway.ResidentBytes;
        foreach (var (name, attack) in new (string, Func<Task>)[]
        {
            ("connections that say nothing", () => HoldAsync(1000, [])),
            ("connections that stop in the middle", () => HoldAsync(500, RawPeer.Connect(Genuine)[..20])),
            ("strangers with kilobytes of properties", StrangersAsync),
            ("topic aliases", () => FloodAsync(Enumerable.Range(1, 20_000).Select(alias => Publish(alias: (ushort)alias)))),
            ("subscriptions to everything", () => FloodAsync(Enumerable.Range(1, 1000).Select(Subscribe))),
            ("subscriptions to one's own, taken back", () => FloodAsync(Enumerable.Range(1, 1000).SelectMany(Resubscribe))),
            ("QoS 2 that stops half-way, always the same id", () => FloodAsync(Enumerable.Range(1, 10_000).Select(_ => Publish(quality: MqttQualityOfServiceLevel.ExactlyOnce)))),
            ("QoS 2 that nobody began", () => FloodAsync(Enumerable.Range(1, 20_000).Select(id => (MqttPacket)new MqttPubRelPacket { PacketIdentifier = (ushort)id }))),
            ("acknowledgements of nothing", () => FloodAsync(Enumerable.Range(1, 20_000).Select(id => (MqttPacket)(id % 2 == 0 ? new MqttPubAckPacket { PacketIdentifier = (ushort)id } : new MqttPubRecPacket { PacketIdentifier = (ushort)id })))),
            ("answers that are not read", DeafAsync),
            ("wills for others", WillsAsync),
            ("topics and packets too long", TooLongAsync),
            ("requests that do not end", () => HoldWebAsync(1000, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")),
            ("bodies that do not end", () => HoldWebAsync(300, "POST /lorawan/tts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer not-the-token\r\nContent-Length: 250000\r\n\r\n" + new string('[', 200_000))),
            ("headers of thirty kilobytes", () => HoldWebAsync(500, "GET / HTTP/1.1\r\nHost: x\r\n" + string.Concat(Enumerable.Range(0, 30).Select(number => $"X-{number}: {new string('h', 1000)}\r\n")))),
            ("pages that are not read", () => HoldWebAsync(300, string.Concat(Enumerable.Repeat("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", 200)))),
        })
        {
            await attack();
            await PublishAsync(wire, 5);
            Assert.True(wire.IsConnected, name);
            var growth = _gateway.ResidentBytes - before;
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {growth / 1_000_000} MB more");
            Assert.True(growth < MostGrowthBytes, $"{name}: {growth} bytes more than before");
            _held.ForEach(peer => peer.Dispose());
            _held.Clear();
        }

        // Of the stolen node there is the one frame that was genuine; of all others nothing.
        using var health = await HealthAsync();
        Assert.Equal(_sent + 1, health.RootElement.GetProperty("samples").GetInt64());
        lock (wire.Received)
            Assert.All(wire.Received, message => Assert.Equal(Topics.Time(Genuine.NodeId), message.Topic));
    }

    private async Task PublishAsync(TestNode wire, int count)
    {
        for (var done = 0; done < count; done++)
            Assert.True((await wire.PublishAsync(TestFrames.Encode(Genuine.NodeId, Genuine.Key, 1, _sent++, 900 * _sent, layout: Genuine.Layout.Id))).IsSuccess);
    }

    private async Task HoldAsync(int count, byte[] beginning)
    {
        for (var index = 0; index < count; index++)
        {
            _held.Add(new RawPeer(_gateway.MqttPort));
            await _held[^1].SendAsync(beginning);
        }
    }

    private async Task HoldWebAsync(int count, string beginning)
    {
        for (var index = 0; index < count; index++)
        {
            var peer = new RawPeer(_gateway.Client.BaseAddress!.Port, window: 4096);
            _held.Add(peer);

            // One that waits for the gateway to read on must not hold up the next.
            _ = peer.SendAsync(Encoding.ASCII.GetBytes(beginning));
        }

        using var health = await HealthAsync();
    }

    // Over a connection of its own: one that was kept may have had to make room.
    private async Task<JsonDocument> HealthAsync()
    {
        using var client = new HttpClient();
        return JsonDocument.Parse(await client.GetStringAsync(new Uri(_gateway.Client.BaseAddress!, "health"), TestContext.Current.CancellationToken));
    }

    private async Task StrangersAsync()
    {
        await Parallel.ForAsync(0, 500, async (index, _) =>
        {
            using var peer = new RawPeer(_gateway.MqttPort);
            var connect = Connect($"{0x10000 + index:x8}");
            connect.UserProperties = Properties(55, 25);
            connect.AuthenticationMethod = "SCRAM-SHA-1";
            await peer.SendAsync(RawPeer.Encoded([connect]));
            var answer = await peer.ReadAsync(4);
            Assert.True(answer.Length == 0 || answer[3] >= 0x80, "a stranger is refused");
        });
    }

    // As fast as the gateway takes it, reading what it answers; it may hang up.
    private async Task FloodAsync(IEnumerable<MqttPacket> packets)
    {
        using var peer = new RawPeer(_gateway.MqttPort);
        await peer.SendAsync(RawPeer.Encoded([Connect(Topics.NodeName(Stolen.NodeId))]));
        var reading = peer.ReadAsync();
        foreach (var part in packets.Chunk(100))
        {
            if (!await peer.TrySendAsync(RawPeer.Encoded(part)))
                break;
        }

        await peer.SendAsync(RawPeer.Encoded([new MqttDisconnectPacket()]));
        await reading;
    }

    private async Task DeafAsync()
    {
        var ping = Enumerable.Range(0, 1000).SelectMany(_ => new byte[] { 0xC0, 0 }).ToArray();
        for (var index = 0; index < 5; index++)
        {
            var peer = new RawPeer(_gateway.MqttPort, window: 1024);
            _held.Add(peer);
            await peer.SendAsync(RawPeer.Encoded([Connect(Topics.NodeName(Stolen.NodeId))]));
            _ = Task.Run(async () =>
            {
                while (await peer.TrySendAsync(ping))
                {
                }
            });
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    private async Task WillsAsync()
    {
        foreach (var topic in new[] { Topics.Up(Genuine.NodeId), Topics.Settings(Genuine.NodeId), Topics.Time(Genuine.NodeId), "$SYS/x", "#" })
        {
            for (var index = 0; index < 5; index++)
            {
                using var peer = new RawPeer(_gateway.MqttPort);
                var connect = Connect(Topics.NodeName(Stolen.NodeId));
                (connect.WillFlag, connect.WillRetain, connect.WillTopic, connect.WillMessage) = (true, true, topic, NextOfStolen());
                await peer.SendAsync(RawPeer.Encoded([connect]));
                await peer.ReadAsync(4);
            }
        }
    }

    private async Task TooLongAsync()
    {
        foreach (var topic in new[] { new string('t', 65_535), string.Concat(Enumerable.Repeat("a/", 900)), Topics.Up(Stolen.NodeId) + new string('/', 1000) })
            await FloodAsync(Enumerable.Repeat(new MqttPublishPacket { Topic = topic, Retain = true, PayloadSegment = NextOfStolen() }, 50));
        await FloodAsync(Enumerable.Repeat(new MqttPublishPacket { Topic = Topics.Up(Stolen.NodeId), Retain = true, PayloadSegment = new byte[60_000] }, 50));
    }

    private MqttPublishPacket Publish(ushort alias = 0, MqttQualityOfServiceLevel quality = MqttQualityOfServiceLevel.AtMostOnce) => new()
    {
        Topic = Topics.Up(Stolen.NodeId),
        TopicAlias = alias,
        QualityOfServiceLevel = quality,
        PacketIdentifier = quality == MqttQualityOfServiceLevel.AtMostOnce ? (ushort)0 : (ushort)7,
        Retain = true,
        PayloadSegment = NextOfStolen(),
        UserProperties = Properties(10, 20),
    };

    private MqttPacket Subscribe(int id) => new MqttSubscribePacket
    {
        PacketIdentifier = (ushort)id,
        SubscriptionIdentifier = (uint)id,
        TopicFilters = [.. new[] { "#", "+/+/up", $"jsn/+/set/{id}", Topics.Settings(Genuine.NodeId), Topics.Time(Genuine.NodeId), $"$share/{id}/{Topics.Up(Genuine.NodeId)}", "$SYS/#" }.Select(Filter)],
    };

    private IEnumerable<MqttPacket> Resubscribe(int id) =>
    [
        new MqttSubscribePacket { PacketIdentifier = (ushort)id, TopicFilters = [Filter(Topics.Settings(Stolen.NodeId)), Filter(Topics.Time(Stolen.NodeId))] },
        new MqttUnsubscribePacket { PacketIdentifier = (ushort)id, TopicFilters = [Topics.Settings(Stolen.NodeId), Topics.Time(Stolen.NodeId), $"x/{id}", "#"] },
    ];

    // The one genuine frame of the stolen node, again and again.
    private byte[] NextOfStolen() => TestFrames.Encode(Stolen.NodeId, Stolen.Key, 1, 0, 900, layout: Stolen.Layout.Id);

    private MqttConnectPacket Connect(string name) => new()
    {
        ClientId = name,
        Username = name,
        Password = Encoding.ASCII.GetBytes(NodeSecrets.MqttPassword(Stolen.Key)),
        CleanSession = true,
        SessionExpiryInterval = 4_000_000_000,
        KeepAlivePeriod = 0,
    };

    private static List<MqttUserProperty> Properties(int count, int bytes) => [.. Enumerable.Range(0, count).Select(number => new MqttUserProperty($"{number}", new ReadOnlyMemory<byte>(new byte[bytes])))];

    private static MqttTopicFilter Filter(string topic) => new() { Topic = topic, QualityOfServiceLevel = MqttQualityOfServiceLevel.ExactlyOnce };
}
