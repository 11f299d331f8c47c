using System;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Storage
{
    /// <summary>
    /// A small record that survives a power cut in the middle of its own replacement: two files, the older one is written, the
    /// newer valid one is read. Each is <c>'J' kind length:u16 sequence:u32 payload crc32</c>. The device has no atomic replace
    /// (<c>File.Move</c> refuses an existing target).
    /// </summary>
    public sealed class TwoSlotFile
    {
        private const byte Mark = (byte)'J';
        private const int HeaderBytes = 8;
        private const int CrcBytes = 4;

        private readonly IFlash _flash;
        private readonly string[] _names;
        private readonly byte _kind;
        private readonly byte[] _buffer;
        private readonly byte[] _check;
        private uint _sequence;
        private int _newest = -1;

        /// <param name="flash">Where the files live.</param>
        /// <param name="name">Name of the record; the files are <c>name-a.bin</c> and <c>name-b.bin</c>.</param>
        /// <param name="kind">What the record is, with its format: a file of another kind is not read.</param>
        /// <param name="payloadBytes">Length of the payload; a file of another length is not read.</param>
        public TwoSlotFile(IFlash flash, string name, byte kind, int payloadBytes)
        {
            _flash = flash;
            _kind = kind;
            _names = new[] { name + "-a.bin", name + "-b.bin" };
            _buffer = new byte[HeaderBytes + payloadBytes + CrcBytes];
            _check = new byte[_buffer.Length];
        }

        /// <summary>How often this object wrote to flash.</summary>
        public int Writes { get; private set; }

        /// <summary>True where something was written once, whether it can still be read or not.</summary>
        public bool HasTrace => _flash.Length(_names[0]) > 0 || _flash.Length(_names[1]) > 0;

        /// <summary>Copies the newest valid payload into <paramref name="payload"/>.</summary>
        /// <returns>False where neither file is valid.</returns>
        public bool Load(byte[] payload)
        {
            // The one with the higher number first: where it is valid, the other need not be checked.
            var first = IsLater(SequenceOf(1), SequenceOf(0)) ? 1 : 0;
            _newest = ReadValid(first) ? first : ReadValid(1 - first) ? 1 - first : -1;
            if (_newest < 0)
                return false;
            _sequence = Bytes.Get32(_buffer, 4);
            Array.Copy(_buffer, HeaderBytes, payload, 0, _buffer.Length - HeaderBytes - CrcBytes);
            return true;
        }

        /// <summary>Writes the payload over the older file and reads it back.</summary>
        /// <returns>False where it is not on flash; the record before is then still valid.</returns>
        public bool Save(byte[] payload)
        {
            var length = _buffer.Length - HeaderBytes - CrcBytes;
            _buffer[0] = Mark;
            _buffer[1] = _kind;
            Bytes.Put16(_buffer, 2, length);
            Bytes.Put32(_buffer, 4, _sequence + 1);
            Array.Copy(payload, 0, _buffer, HeaderBytes, length);
            Bytes.Put32(_buffer, HeaderBytes + length, Crc32.Compute(_buffer, 0, HeaderBytes + length));
            var slot = _newest == 0 ? 1 : 0;
            Writes++;
            if (!_flash.Write(_names[slot], _buffer, _buffer.Length) || !IsStored(slot))
                return false;
            _newest = slot;
            _sequence++;
            return true;
        }

        /// <summary>Signed distance, so that the number may wrap.</summary>
        private static bool IsLater(uint one, uint other) => one != other && one - other < 0x80000000u;

        private uint SequenceOf(int slot)
            => _flash.Read(_names[slot], 0, _buffer, HeaderBytes) == HeaderBytes ? Bytes.Get32(_buffer, 4) : 0;

        private bool ReadValid(int slot)
        {
            var length = _buffer.Length;
            return _flash.Read(_names[slot], 0, _buffer, length) == length && _buffer[0] == Mark && _buffer[1] == _kind
                && Bytes.Get16(_buffer, 2) == length - HeaderBytes - CrcBytes
                && Bytes.Get32(_buffer, length - CrcBytes) == Crc32.Compute(_buffer, 0, length - CrcBytes);
        }

        private bool IsStored(int slot)
        {
            if (_flash.Read(_names[slot], 0, _check, _check.Length) != _check.Length)
                return false;
            for (var i = 0; i < _check.Length; i++)
            {
                if (_check[i] != _buffer[i])
                    return false;
            }

            return true;
        }
    }
}
