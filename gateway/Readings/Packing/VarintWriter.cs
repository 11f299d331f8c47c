namespace Jena.SensorNode.Gateway.Readings.Packing;

/// <summary>Writes integers in as few bytes as they need: 7 bits a byte, lowest first, high bit = more follows.</summary>
internal ref struct VarintWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes an unsigned integer, 1 to 10 bytes.</summary>
    public void Unsigned(ulong value)
    {
        while (value >= 0x80)
        {
            _buffer[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[Length++] = (byte)value;
    }

    /// <summary>Writes a signed integer, small magnitudes short.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value) => _buffer[Length++] = value;
}
