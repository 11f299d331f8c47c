using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>
/// A connection's whole stream through the gateway's channel and the library's decoder, MQTT 3.1.1 and 5: whatever comes ends in a
/// packet or in an error that the connection is closed with.
/// </summary>
internal static class PacketStream
{
    private const int MostPackets = 3000;
    private static readonly BrokerOptions Options = new() { MaximumPacketBytes = 512, FramesPerSecond = 1_000_000 };
    private static readonly string Name = Topics.NodeName(NodeUnderTest.Id);

    /// <summary>Reads until the end; true where a connection and something behind it was understood.</summary>
    public static bool Read(byte[] stream)
    {
        using var channel = new NodeChannel(new MemoryStream(stream), null, null, Options, TimeProvider.System);
        using var adapter = new MqttChannelAdapter(channel, new MqttPacketFormatterAdapter(new MqttBufferWriter(256, 1024)), MqttNetNullLogger.Instance);
        var packets = 0;
        try
        {
            while (adapter.ReceivePacketAsync(CancellationToken.None).GetAwaiter().GetResult() is not null)
                packets++;
        }
        catch (Exception exception) when (exception is MqttProtocolViolationException or MqttCommunicationException)
        {
            // What the server closes a connection for.
            return false;
        }

        Word.Keep(packets <= MostPackets, "More packets than bytes.");
        return packets > 1;
    }

    /// <summary>A connection with some of everything a client may send.</summary>
    public static byte[] Make(Random random)
    {
        var version = random.Next(2) == 0 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500;
        var formatter = new MqttPacketFormatterAdapter(version, new MqttBufferWriter(256, 1024));
        List<byte> stream = [];
        foreach (var packet in (MqttPacket[])[Connect(random), .. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Any(random, version))])
            stream.AddRange(formatter.Encode(packet).Join());
        return [.. stream];
    }

    private static MqttConnectPacket Connect(Random random) => new()
    {
        ClientId = Name,
        Username = Name,
        Password = Encoding.ASCII.GetBytes(NodeSecrets.MqttPassword(NodeUnderTest.Key)),
        CleanSession = random.Next(2) == 0,
        KeepAlivePeriod = (ushort)random.Next(65_536),
        WillFlag = random.Next(2) == 0,
        WillTopic = Topics.Up(NodeUnderTest.Id),
        WillMessage = new byte[random.Next(40)],
        WillDelayInterval = (uint)random.Next(),
        SessionExpiryInterval = (uint)random.Next(),
        ReceiveMaximum = (ushort)random.Next(1, 65_536),
        TopicAliasMaximum = (ushort)random.Next(65_536),
        MaximumPacketSize = (uint)random.Next(1, 10_000),
        AuthenticationMethod = random.Next(3) == 0 ? "SCRAM-SHA-1" : null,
        UserProperties = Properties(random),
    };

    private static MqttPacket Any(Random random, MqttProtocolVersion version) => random.Next(9) switch
    {
        0 or 1 => Publish(random),
        2 => new MqttSubscribePacket { PacketIdentifier = Id(random), TopicFilters = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new MqttTopicFilter { Topic = Topic(random), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce })], UserProperties = Properties(random) },
        3 => new MqttUnsubscribePacket { PacketIdentifier = Id(random), TopicFilters = [Topic(random)], UserProperties = Properties(random) },
        4 => new MqttPubAckPacket { PacketIdentifier = Id(random), UserProperties = Properties(random) },
        5 => new MqttPubRelPacket { PacketIdentifier = Id(random), UserProperties = Properties(random) },
        6 => new MqttPubRecPacket { PacketIdentifier = Id(random) },
        7 when version == MqttProtocolVersion.V500 => new MqttAuthPacket { AuthenticationMethod = "x", AuthenticationData = new byte[random.Next(50)] },
        8 => new MqttDisconnectPacket(),
        _ => MqttPingReqPacket.Instance,
    };

    private static MqttPublishPacket Publish(Random random)
    {
        var quality = (MqttQualityOfServiceLevel)random.Next(3);
        return new MqttPublishPacket
        {
            Topic = Topic(random),
            PacketIdentifier = quality == MqttQualityOfServiceLevel.AtMostOnce ? (ushort)0 : Id(random),
            QualityOfServiceLevel = quality,
            Retain = random.Next(2) == 0,
            TopicAlias = (ushort)random.Next(3),
            MessageExpiryInterval = (uint)random.Next(),
            CorrelationData = new byte[random.Next(20)],
            SubscriptionIdentifiers = [.. Enumerable.Range(0, random.Next(3)).Select(_ => (uint)random.Next(1, 268_435_456))],
            UserProperties = Properties(random),
            PayloadSegment = new byte[random.Next(60)],
        };
    }

    private static ushort Id(Random random) => (ushort)random.Next(1, 65_536);

    private static string Topic(Random random) => random.Next(5) switch
    {
        0 => "#",
        1 => "$share/a/" + Topics.Settings(NodeUnderTest.Id),
        2 => Topics.Settings(NodeUnderTest.Id),
        _ => Topics.Up(NodeUnderTest.Id),
    };

    private static List<MqttUserProperty>? Properties(Random random) => random.Next(3) > 0
        ? null
        : [.. Enumerable.Range(0, random.Next(6)).Select(_ => new MqttUserProperty("n", new ReadOnlyMemory<byte>(new byte[random.Next(20)])))];
}
