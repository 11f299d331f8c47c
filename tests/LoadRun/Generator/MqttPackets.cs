using System.Buffers.Binary;
using System.Text;

namespace Jena.SensorNode.LoadRun.Generator;

/// <summary>The few packets of MQTT 3.1.1 that the load needs, as bytes.</summary>
internal static class MqttPackets
{
    public const byte ConnectAcknowledged = 0x20;
    public const byte PublishAcknowledged = 0x40;
    public const byte SubscribeAcknowledged = 0x90;
    public const byte Publish = 0x30;

    /// <summary>Bits of a publish's first byte that tell the quality of service.</summary>
    public const byte QualityBits = 0x06;

    private const byte CleanSession = 0x02;
    private const byte UserAndPassword = 0xC0;

    public static byte[] Connect(string clientId, string? user, string? password, bool isClean = true)
    {
        using var body = new MemoryStream();
        Text(body, "MQTT");
        body.WriteByte(4);
        body.WriteByte((byte)((isClean ? CleanSession : 0) | (user is null ? 0 : UserAndPassword)));
        // No keep-alive: an idle node of the load stays connected.
        Number(body, 0);
        Text(body, clientId);
        if (user is not null)
        {
            Text(body, user);
            Text(body, password ?? "");
        }

        return WithHead(0x10, body.ToArray());
    }

    public static byte[] Subscribe(string filter, byte quality)
    {
        using var body = new MemoryStream();
        Number(body, 1);
        Text(body, filter);
        body.WriteByte(quality);
        return WithHead(0x82, body.ToArray());
    }

    /// <summary>Acknowledges a received publish.</summary>
    public static void WriteAcknowledgement(Span<byte> output, ushort packetId)
    {
        output[0] = PublishAcknowledged;
        output[1] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(output[2..], packetId);
    }

    private static byte[] WithHead(byte type, byte[] body)
    {
        using var packet = new MemoryStream();
        packet.WriteByte(type);
        Length(packet, body.Length);
        packet.Write(body);
        return packet.ToArray();
    }

    private static void Length(Stream packet, int length)
    {
        for (; length > 127; length >>= 7)
            packet.WriteByte((byte)(0x80 | (length & 0x7F)));
        packet.WriteByte((byte)length);
    }

    private static void Number(Stream body, ushort value)
    {
        body.WriteByte((byte)(value >> 8));
        body.WriteByte((byte)value);
    }

    private static void Text(Stream body, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(body, (ushort)bytes.Length);
        body.Write(bytes);
    }

    /// <summary>Writes QoS 1 publishes to one topic.</summary>
    internal sealed class PublishWriter(string topic)
    {
        private readonly byte[] _topic = Encoding.ASCII.GetBytes(topic);

        public void Write(Stream output, ushort packetId, ReadOnlySpan<byte> payload)
        {
            output.WriteByte(0x32);
            Length(output, 2 + _topic.Length + 2 + payload.Length);
            Number(output, (ushort)_topic.Length);
            output.Write(_topic);
            Number(output, packetId);
            output.Write(payload);
        }
    }
}
