namespace Jena.SensorNode.Node.Storage
{
    /// <summary>
    /// Moves fields to or from bytes in one order, so that what is written and what is read cannot drift apart.
    /// </summary>
    public sealed class FieldCodec
    {
        private readonly byte[] _data;
        private readonly bool _writing;
        private int _position;

        /// <param name="data">Where the bytes are; long enough for all fields.</param>
        /// <param name="writing">True to write fields to bytes, false to read them.</param>
        public FieldCodec(byte[] data, bool writing)
        {
            _data = data;
            _writing = writing;
        }

        /// <summary>Bytes moved so far.</summary>
        public int Position => _position;

        /// <summary>One byte.</summary>
        public void Unsigned8(ref byte value)
        {
            if (_writing)
                _data[_position] = value;
            else
                value = _data[_position];
            _position++;
        }

        /// <summary>A number of 16 bits, 0..65535; larger ones are written as 65535.</summary>
        public void Unsigned16(ref int value)
        {
            if (_writing)
                Bytes.Put16(_data, _position, value > 0xffff ? 0xffff : value);
            else
                value = Bytes.Get16(_data, _position);
            _position += 2;
        }

        /// <summary>A number of 32 bits.</summary>
        public void Unsigned32(ref uint value)
        {
            if (_writing)
                Bytes.Put32(_data, _position, value);
            else
                value = Bytes.Get32(_data, _position);
            _position += 4;
        }

        /// <summary>Bytes behind their number, which is at most 65535.</summary>
        public void Block(ref byte[] value)
        {
            var length = value.Length;
            Unsigned16(ref length);
            if (_writing)
            {
                System.Array.Copy(value, 0, _data, _position, length);
            }
            else
            {
                value = new byte[length];
                System.Array.Copy(_data, _position, value, 0, length);
            }

            _position += length;
        }

        /// <summary>A signed number of 64 bits.</summary>
        public void Signed64(ref long value)
        {
            if (_writing)
                Bytes.Put64(_data, _position, value);
            else
                value = Bytes.Get64(_data, _position);
            _position += 8;
        }
    }
}
