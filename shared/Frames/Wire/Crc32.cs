namespace Jena.SensorNode.Frames
{
    /// <summary>CRC-32 of IEEE 802.3 (zlib), with a 16-entry table: 64 bytes instead of 1 KB of the device's heap.</summary>
    public static class Crc32
    {
        private static readonly uint[] Table =
        {
            0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
            0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
        };

        /// <summary>The checksum of <paramref name="length"/> bytes from <paramref name="offset"/>.</summary>
        public static uint Compute(byte[] data, int offset, int length)
        {
            var table = Table;
            var crc = 0xffffffff;
            for (var i = offset; i < offset + length; i++)
            {
                crc ^= data[i];
                crc = (crc >> 4) ^ table[(int)(crc & 15)];
                crc = (crc >> 4) ^ table[(int)(crc & 15)];
            }

            return ~crc;
        }
    }
}
