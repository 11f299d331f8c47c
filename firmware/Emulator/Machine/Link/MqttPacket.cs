using System.Buffers.Binary;
using System.Text;

namespace Jena.SensorNode.Emulator.Link;

/// <summary>A packet of MQTT 3.1.1: first byte and what follows the length.</summary>
/// <param name="First">Type and flags.</param>
/// <param name="Body">Variable header and payload.</param>
public sealed record MqttPacket(byte First, byte[] Body)
{
    /// <summary>1 CONNECT, 2 CONNACK, 3 PUBLISH, 4 PUBACK, 8 SUBSCRIBE, 9 SUBACK, 10, 11, 12 PINGREQ, 13 PINGRESP, 14 DISCONNECT.</summary>
    public int Type => First >> 4;

    /// <summary>Quality of service of a PUBLISH.</summary>
    public int QualityOfService => (First >> 1) & 3;

    /// <summary>True for a retained PUBLISH.</summary>
    public bool IsRetained => (First & 1) != 0;

    /// <summary>True for a repeated PUBLISH.</summary>
    public bool IsDuplicate => (First & 8) != 0;

    /// <summary>Packet identifier of an acknowledgement.</summary>
    public ushort Identifier => Body.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(Body) : (ushort)0;

    /// <summary>The parts of a PUBLISH; null where it is malformed.</summary>
    public (string Topic, ushort Identifier, byte[] Payload)? ReadPublish()
    {
        if (Body.Length < 2)
        {
            return null;
        }

        var topicLength = BinaryPrimitives.ReadUInt16BigEndian(Body);
        var position = 2 + topicLength + (QualityOfService > 0 ? 2 : 0);
        if (position > Body.Length)
        {
            return null;
        }

        var identifier = QualityOfService > 0 ? BinaryPrimitives.ReadUInt16BigEndian(Body.AsSpan(2 + topicLength)) : (ushort)0;
        return (Encoding.UTF8.GetString(Body, 2, topicLength), identifier, Body[position..]);
    }

    /// <summary>The bytes on the wire.</summary>
    public byte[] ToBytes()
    {
        var bytes = new List<byte> { First };
        var length = Body.Length;
        do
        {
            bytes.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        bytes.AddRange(Body);
        return [.. bytes];
    }

    /// <summary>Reads one packet; null at the end of the stream or where it is malformed.</summary>
    public static async Task<MqttPacket?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var one = new byte[1];
        if (await stream.ReadAsync(one, cancellation) == 0)
        {
            return null;
        }

        var first = one[0];
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 21 || await stream.ReadAsync(one, cancellation) == 0)
            {
                return null;
            }

            length |= (one[0] & 0x7F) << shift;
            if ((one[0] & 0x80) == 0)
            {
                break;
            }
        }

        var body = new byte[length];
        return await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, cancellation) == length
            ? new MqttPacket(first, body)
            : null;
    }
}
