using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Jena.SensorNode.Frames.Decoding;

/// <summary>
/// Reads bits, most significant first (FRAME.md 1). Past the end it gives zeros and <see cref="Overrun"/> says so, so that
/// callers check once instead of at each field. The 8 bytes of MAC behind the fields make every 64-bit load stay inside the frame.
/// </summary>
internal ref struct BitReader
{
    private readonly ReadOnlySpan<byte> _frame;
    private readonly int _endBits;
    private int _position;

    /// <param name="frame">The whole frame, MAC included.</param>
    internal BitReader(ReadOnlySpan<byte> frame)
    {
        _frame = frame;
        _endBits = (frame.Length - MessageMac.Bytes) * 8;
    }

    internal bool Overrun { get; private set; }

    internal readonly int RemainingBits => _endBits - _position;

    internal bool ReadBit() => Read(1) != 0;

    /// <summary>Reads 1 to 32 bits.</summary>
    internal uint Read(int bits)
    {
        if (bits > _endBits - _position)
        {
            Overrun = true;
            _position = _endBits;
            return 0;
        }

        var value = (uint)(Window() >> (64 - bits));
        _position += bits;
        return value;
    }

    internal uint ReadPrefixed(int widthA, int widthB, int widthC) => Read(2) switch
    {
        0 => Read(widthA),
        1 => Read(widthB),
        2 => Read(widthC),
        _ => Read(32),
    };

    internal uint ReadRice(int k)
    {
        if (_position >= _endBits)
        {
            Overrun = true;
            return 0;
        }

        var ones = BitOperations.LeadingZeroCount(~Window());
        if (ones >= FrameLimits.RiceEscape)
        {
            _ = Read(FrameLimits.RiceEscape);
            return Read(FrameLimits.EscapedBits);
        }

        var low = Read(ones + 1 + k);
        return ((uint)ones << k) | (low & ((1u << k) - 1));
    }

    // At least 57 good bits from the position on.
    private readonly ulong Window() => BinaryPrimitives.ReadUInt64BigEndian(_frame[(_position >> 3)..]) << (_position & 7);
}
