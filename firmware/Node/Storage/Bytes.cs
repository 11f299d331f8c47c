namespace Jena.SensorNode.Node.Storage
{
    /// <summary>Integers in the node's files: big-endian, as on the wire.</summary>
    public static class Bytes
    {
        /// <summary>Writes 16 bits.</summary>
        public static void Put16(byte[] target, int offset, int value)
        {
            target[offset] = (byte)(value >> 8);
            target[offset + 1] = (byte)value;
        }

        /// <summary>Writes 32 bits.</summary>
        public static void Put32(byte[] target, int offset, uint value)
        {
            target[offset] = (byte)(value >> 24);
            target[offset + 1] = (byte)(value >> 16);
            target[offset + 2] = (byte)(value >> 8);
            target[offset + 3] = (byte)value;
        }

        /// <summary>Writes 64 bits.</summary>
        public static void Put64(byte[] target, int offset, long value)
        {
            Put32(target, offset, (uint)(value >> 32));
            Put32(target, offset + 4, (uint)value);
        }

        /// <summary>Reads 16 bits, 0..65535.</summary>
        public static int Get16(byte[] source, int offset) => (source[offset] << 8) | source[offset + 1];

        /// <summary>Reads 16 bits as a signed number.</summary>
        public static int GetSigned16(byte[] source, int offset) => (short)Get16(source, offset);

        /// <summary>Reads 32 bits.</summary>
        public static uint Get32(byte[] source, int offset) => ((uint)source[offset] << 24) | ((uint)source[offset + 1] << 16)
            | ((uint)source[offset + 2] << 8) | source[offset + 3];

        /// <summary>Reads 64 bits.</summary>
        public static long Get64(byte[] source, int offset) => ((long)Get32(source, offset) << 32) | Get32(source, offset + 4);
    }
}
