namespace Jena.SensorNode.Node.Probes
{
    /// <summary>The two eight-bit checksums of the probes; both have the polynomial x⁸ + x⁵ + x⁴ + 1 (0x31).</summary>
    public static class Crc8
    {
        /// <summary>Four steps of Maxim's at once: three scratchpads are read in every wake.</summary>
        private static readonly byte[] MaximTable =
        {
            0x00, 0x9d, 0x23, 0xbe, 0x46, 0xdb, 0x65, 0xf8,
            0x8c, 0x11, 0xaf, 0x32, 0xca, 0x57, 0xe9, 0x74,
        };

        /// <summary>Maxim's: least significant bit first, start 0.</summary>
        public static byte Maxim(byte[] data, int offset, int length)
        {
            var table = MaximTable;
            var crc = 0;
            for (var i = offset; i < offset + length; i++)
            {
                crc ^= data[i];
                crc = (crc >> 4) ^ table[crc & 15];
                crc = (crc >> 4) ^ table[crc & 15];
            }

            return (byte)crc;
        }

        /// <summary>Sensirion's: most significant bit first, start 0xFF.</summary>
        public static byte Sensirion(byte[] data, int offset, int length)
        {
            var crc = 0xff;
            for (var i = offset; i < offset + length; i++)
            {
                crc ^= data[i];
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc & 0x80) != 0 ? ((crc << 1) ^ 0x31) & 0xff : (crc << 1) & 0xff;
            }

            return (byte)crc;
        }
    }
}
