using System.Buffers.Binary;
using System.Text;

namespace Jena.SensorNode.Emulator.Link;

/// <summary>Makes the packets a client sends (MQTT 3.1 and 3.1.1).</summary>
public static class MqttPackets
{
    /// <summary>CONNECT, section 3.1 of the specification.</summary>
    public static MqttPacket Connect(
        int protocolLevel, string clientId, string? user, string? password, bool cleanSession, ushort keepAliveSeconds, MqttWill? will)
    {
        var flags = (cleanSession ? 2 : 0) | (user is null ? 0 : 0x80) | (password is null ? 0 : 0x40)
            | (will is null ? 0 : 4 | (will.QualityOfService << 3) | (will.IsRetained ? 0x20 : 0));
        var body = new PacketBody().Text(protocolLevel == 3 ? "MQIsdp" : "MQTT").Byte((byte)protocolLevel).Byte((byte)flags)
            .Number(keepAliveSeconds).Text(clientId);
        if (will is not null)
        {
            body.Text(will.Topic).Text(will.Message);
        }

        if (user is not null)
        {
            body.Text(user);
        }

        if (password is not null)
        {
            body.Text(password);
        }

        return new MqttPacket(0x10, body.ToArray());
    }

    /// <summary>PUBLISH.</summary>
    public static MqttPacket Publish(string topic, byte[] payload, int qualityOfService, bool retain, ushort identifier, bool duplicate)
    {
        var body = new PacketBody().Text(topic);
        if (qualityOfService > 0)
        {
            body.Number(identifier);
        }

        return new MqttPacket(
            (byte)(0x30 | (duplicate ? 8 : 0) | (qualityOfService << 1) | (retain ? 1 : 0)), body.Bytes(payload).ToArray());
    }

    /// <summary>An acknowledgement: PUBACK 0x40, PUBREC 0x50, PUBREL 0x62, PUBCOMP 0x70.</summary>
    public static MqttPacket Acknowledge(byte first, ushort identifier) => new(first, new PacketBody().Number(identifier).ToArray());

    /// <summary>SUBSCRIBE.</summary>
    public static MqttPacket Subscribe(ushort identifier, IReadOnlyList<string> topics, IReadOnlyList<int> qualitiesOfService)
    {
        var body = new PacketBody().Number(identifier);
        for (var i = 0; i < topics.Count; i++)
        {
            body.Text(topics[i]).Byte((byte)qualitiesOfService[i]);
        }

        return new MqttPacket(0x82, body.ToArray());
    }

    /// <summary>UNSUBSCRIBE.</summary>
    public static MqttPacket Unsubscribe(ushort identifier, IReadOnlyList<string> topics)
    {
        var body = new PacketBody().Number(identifier);
        foreach (var topic in topics)
        {
            body.Text(topic);
        }

        return new MqttPacket(0xA2, body.ToArray());
    }

    /// <summary>PINGREQ.</summary>
    public static MqttPacket Ping { get; } = new(0xC0, []);

    /// <summary>DISCONNECT.</summary>
    public static MqttPacket Disconnect { get; } = new(0xE0, []);

    private sealed class PacketBody
    {
        private readonly List<byte> bytesSoFar = [];

        public PacketBody Byte(byte value)
        {
            bytesSoFar.Add(value);
            return this;
        }

        public PacketBody Number(ushort value)
        {
            Span<byte> bytes = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
            bytesSoFar.AddRange(bytes);
            return this;
        }

        public PacketBody Text(string value)
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            return Number((ushort)bytes.Length).Bytes(bytes);
        }

        public PacketBody Bytes(byte[] bytes)
        {
            bytesSoFar.AddRange(bytes);
            return this;
        }

        public byte[] ToArray() => [.. bytesSoFar];
    }
}

/// <summary>A last will.</summary>
/// <param name="Topic">Where it is published.</param>
/// <param name="Message">What.</param>
/// <param name="QualityOfService">0 to 2.</param>
/// <param name="IsRetained">Whether it stays.</param>
public sealed record MqttWill(string Topic, string Message, int QualityOfService, bool IsRetained);
