using System.Buffers.Binary;

namespace Jena.SensorNode.LoadRun.Generator;

/// <summary>Cuts a stream of bytes into MQTT packets; keeps what is not whole yet.</summary>
internal sealed class PacketReader(int bufferBytes)
{
    private readonly byte[] _buffer = new byte[bufferBytes];
    private int _start;
    private int _end;

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        return _buffer.AsMemory(_end);
    }

    public void Received(int bytes) => _end += bytes;

    public void Clear() => (_start, _end) = (0, 0);

    /// <summary>The next whole packet: its first byte and its body.</summary>
    public bool TryRead(out byte type, out ReadOnlySpan<byte> body)
    {
        type = 0;
        body = default;
        var data = _buffer.AsSpan(_start, _end - _start);
        var length = 0;
        for (var index = 1; index < Math.Min(data.Length, 5); index++)
        {
            length |= (data[index] & 0x7F) << (7 * (index - 1));
            if (data[index] >= 0x80)
                continue;
            var head = index + 1;
            if (data.Length < head + length)
                return false;
            type = data[0];
            body = data.Slice(head, length);
            _start += head + length;
            return true;
        }

        return false;
    }

    /// <summary>Packet id and payload of a QoS 1 publish.</summary>
    public static (ushort PacketId, int PayloadStart) Publish(ReadOnlySpan<byte> body)
    {
        var topic = BinaryPrimitives.ReadUInt16BigEndian(body);
        return (BinaryPrimitives.ReadUInt16BigEndian(body[(2 + topic)..]), 4 + topic);
    }
}
