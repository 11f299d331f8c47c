namespace Jena.SensorNode.Node.Storage
{
    /// <summary>CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF), by nibbles: a table of 16 entries and half the steps of a loop over bits.</summary>
    public static class Checksum
    {
        private static readonly ushort[] Table =
        {
            0x0000, 0x1021, 0x2042, 0x3063, 0x4084, 0x50a5, 0x60c6, 0x70e7,
            0x8108, 0x9129, 0xa14a, 0xb16b, 0xc18c, 0xd1ad, 0xe1ce, 0xf1ef,
        };

        /// <summary>CRC of <paramref name="length"/> bytes from <paramref name="offset"/>; "123456789" gives 0x29B1.</summary>
        public static int Crc16(byte[] data, int offset, int length)
        {
            var table = Table;
            var crc = 0xffff;
            for (var i = offset; i < offset + length; i++)
            {
                crc = ((crc << 4) & 0xffff) ^ table[(crc >> 12) ^ (data[i] >> 4)];
                crc = ((crc << 4) & 0xffff) ^ table[(crc >> 12) ^ (data[i] & 15)];
            }

            return crc;
        }
    }
}
