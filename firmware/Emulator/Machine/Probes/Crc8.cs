namespace Jena.SensorNode.Emulator.Probes;

/// <summary>The two 8-bit check sums of the probes.</summary>
public static class Crc8
{
    /// <summary>Maxim 1-Wire: polynomial 0x31 reflected (0x8C), start 0.</summary>
    public static byte Maxim(ReadOnlySpan<byte> data)
    {
        byte crc = 0;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (byte)((crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1);
            }
        }

        return crc;
    }

    /// <summary>Sensirion: polynomial 0x31, start 0xFF.</summary>
    public static byte Sensirion(ReadOnlySpan<byte> data)
    {
        byte crc = 0xFF;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (byte)((crc & 0x80) != 0 ? (crc << 1) ^ 0x31 : crc << 1);
            }
        }

        return crc;
    }
}
