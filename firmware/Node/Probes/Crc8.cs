namespace Jena.SensorNode.Node.Probes
{
    /// <summary>The two eight-bit checksums of the probes; both have the polynomial x⁸ + x⁵ + x⁴ + 1 (0x31).</summary>
    public static class Crc8
    {
        /// <summary>Maxim's: least significant bit first, start 0.</summary>
        public static byte Maxim(byte[] data, int offset, int length)
        {
            var crc = 0;
            for (var i = offset; i < offset + length; i++)
            {
                crc ^= data[i];
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8c : crc >> 1;
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
