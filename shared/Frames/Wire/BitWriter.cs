namespace Jena.SensorNode.Frames
{
    /// <summary>
    /// Writes bits, most significant first, into a buffer that the caller owns (FRAME.md 1).
    /// Past its limit it writes nothing more and <see cref="Overflowed"/> says so.
    /// </summary>
    public sealed class BitWriter
    {
        private readonly byte[] _buffer;
        private readonly int _limitBytes;
        private ulong _pending;
        private int _pendingBits;
        private int _position;

        /// <summary>Writes from the start of <paramref name="buffer"/>, at most <paramref name="limitBytes"/>.</summary>
        public BitWriter(byte[] buffer, int limitBytes)
        {
            _buffer = buffer;
            _limitBytes = limitBytes < buffer.Length ? limitBytes : buffer.Length;
        }

        /// <summary>Whether something did not fit; what is in the buffer then is worthless.</summary>
        public bool Overflowed { get; private set; }

        /// <summary>Writes the low <paramref name="bits"/> (0..32) bits of a value that has no higher ones.</summary>
        public void Write(uint value, int bits)
        {
            var pending = (_pending << bits) | value;
            var count = _pendingBits + bits;
            while (count >= 8)
            {
                count -= 8;
                if (_position == _limitBytes)
                    Overflowed = true;
                else
                    _buffer[_position++] = (byte)(pending >> count);
            }

            _pending = pending;
            _pendingBits = count;
        }

        /// <summary>Writes <c>prefix{a,b,c,32}</c>: a selector and the smallest of the widths that holds the value.</summary>
        public void WritePrefixed(uint value, int widthA, int widthB, int widthC)
        {
            if (value >> widthA == 0)
            {
                Write(value, 2 + widthA);
            }
            else if (value >> widthB == 0)
            {
                Write(1, 2);
                Write(value, widthB);
            }
            else if (value >> widthC == 0)
            {
                Write(2, 2);
                Write(value, widthC);
            }
            else
            {
                Write(3, 2);
                Write(value, 32);
            }
        }

        /// <summary>Writes <c>rice(k)</c> of a value below 2^18.</summary>
        public void WriteRice(uint value, int k)
        {
            var quotient = (int)(value >> k);
            if (quotient >= FrameLimits.RiceEscape)
            {
                Write((1u << FrameLimits.RiceEscape) - 1, FrameLimits.RiceEscape);
                Write(value, FrameLimits.EscapedBits);
                return;
            }

            var ones = ((1u << quotient) - 1) << 1;
            Write((ones << k) | (value & ((1u << k) - 1)), quotient + 1 + k);
        }

        /// <summary>Pads the last byte with zero bits and returns the bytes written.</summary>
        public int Finish()
        {
            if (_pendingBits != 0)
                Write(0, 8 - _pendingBits);
            return _position;
        }
    }
}
