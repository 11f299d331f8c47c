namespace Jena.SensorNode.Gateway.Readings.Damage;

/// <summary>
/// CRC-16 with the polynomial of ITU-T V.41 (x^16 + x^12 + x^5 + 1) from 0xFFFF on, as CRC-16/IBM-3740 of the catalogue of CRC algorithms.
/// Finds any single turned bit and any run of up to 16.
/// </summary>
internal static class Crc16
{
    /// <summary>The sum before any byte.</summary>
    public const ushort Empty = 0xFFFF;

    private const int Polynomial = 0x1021;
    private static readonly ushort[] Table = [.. Enumerable.Range(0, 256).Select(Shifted)];

    /// <summary>The sum of bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="crc">The sum of those before them.</param>
    public static ushort Of(ReadOnlySpan<byte> bytes, ushort crc = Empty)
    {
        foreach (var value in bytes)
            crc = (ushort)((crc << 8) ^ Table[(crc >> 8) ^ value]);
        return crc;
    }

    private static ushort Shifted(int value)
    {
        var crc = value << 8;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
        return (ushort)crc;
    }
}
