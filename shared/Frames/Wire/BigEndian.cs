namespace Jena.SensorNode.Frames
{
    /// <summary>Big-endian integers in byte arrays.</summary>
    internal static class BigEndian
    {
        internal static void Write(uint value, byte[] target, int offset)
        {
            target[offset] = (byte)(value >> 24);
            target[offset + 1] = (byte)(value >> 16);
            target[offset + 2] = (byte)(value >> 8);
            target[offset + 3] = (byte)value;
        }

        internal static uint Read(byte[] source, int offset) => ((uint)source[offset] << 24) | ((uint)source[offset + 1] << 16)
            | ((uint)source[offset + 2] << 8) | source[offset + 3];

        internal static int Read16(byte[] source, int offset) => (source[offset] << 8) | source[offset + 1];
    }
}
