namespace Jena.SensorNode.Gateway.Readings.Packing;

/// <summary>Reads what <see cref="VarintWriter"/> wrote.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> buffer)
{
    private readonly ReadOnlySpan<byte> _buffer = buffer;

    /// <summary>Bytes read.</summary>
    public int Position { get; private set; }

    /// <summary>True when all was read.</summary>
    public readonly bool AtEnd => Position >= _buffer.Length;

    /// <summary>Reads an unsigned integer.</summary>
    /// <exception cref="InvalidDataException">The data end inside it.</exception>
    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("A stored integer is longer than 10 bytes.");
    }

    /// <summary>Reads a signed integer.</summary>
    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads one byte.</summary>
    public byte Byte() => Position < _buffer.Length ? _buffer[Position++] : throw new InvalidDataException("Stored data end too early.");
}
