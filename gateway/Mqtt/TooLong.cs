using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;

namespace Jena.SensorNode.Gateway.Mqtt;

/// <summary>
/// What a client gets in place of a message that is too long: a short one under a topic of its own, to be acknowledged as any other.
/// Without an acknowledgement a broker would hand over the long one again at each connection, before all that waits behind it.
/// </summary>
/// <param name="Topic">Its topic, cut off.</param>
/// <param name="Bytes">Its length.</param>
internal readonly record struct TooLong(string Topic, int Bytes)
{
    /// <summary>Bytes of a topic that are kept.</summary>
    public const int KeptTopicBytes = 200;

    // No filter matches it that does not begin with '$' (MQTT 3.1.1, 4.7.2): no message of a broker has it.
    private static readonly byte[] StandInTopic = "$jena-gateway/too-long"u8.ToArray();
    private static readonly string StandIn = Encoding.UTF8.GetString(StandInTopic);

    /// <summary>The long message that a message stands for; null if it stands for itself.</summary>
    public static TooLong? Of(MqttApplicationMessage message) =>
        message.Topic == StandIn && message.Payload is { Length: >= sizeof(int) } payload && payload.ToArray() is var bytes
            ? new(new string([.. Encoding.UTF8.GetString(bytes.AsSpan(sizeof(int))).Where(letter => !char.IsControl(letter))]), BinaryPrimitives.ReadInt32BigEndian(bytes))
            : null;

    /// <summary>Writes the packet that stands for a long one.</summary>
    /// <param name="type">First byte of the long packet: its quality of service stays.</param>
    /// <param name="length">Its length.</param>
    /// <param name="topic">First bytes of its topic.</param>
    /// <param name="packetId">Its two bytes; empty without an acknowledgement.</param>
    /// <param name="version">Protocol of the connection.</param>
    public static byte[] Packet(byte type, int length, ReadOnlySpan<byte> topic, ReadOnlySpan<byte> packetId, MqttProtocolVersion version)
    {
        var number = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, length);
        byte[] properties = version == MqttProtocolVersion.V500 ? [0] : [];
        byte[] body = [0, (byte)StandInTopic.Length, .. StandInTopic, .. packetId, .. properties, .. number, .. topic];
        return body.Length < 0x80
            ? [type, (byte)body.Length, .. body]
            : [type, (byte)(body.Length | 0x80), (byte)(body.Length >> 7), .. body];
    }
}
