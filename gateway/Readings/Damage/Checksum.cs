using System.Buffers.Binary;
using System.IO.Hashing;

namespace Jena.SensorNode.Gateway.Readings.Damage;

/// <summary>
/// CRC-32 over what a row holds, of a row of the log, where every byte counts, CRC-16: any single bit that a card turns is found. SQLite
/// itself has none, and most bits of packed numbers give other numbers that are as good.
/// </summary>
internal static class Checksum
{
    // Before the data in what is summed up.
    private const int HeadBytes = 3 * sizeof(long);

    // Larger than nearly any row of hours or counters.
    private const int OnStack = 4 * 1024;

    /// <summary>Of a row, from its key, another number and its data. As a signed number, which takes SQLite four bytes.</summary>
    /// <param name="key">The row's key: a row that turns up under another is damaged too.</param>
    /// <param name="first">A column.</param>
    /// <param name="second">Another one.</param>
    /// <param name="data">The bytes.</param>
    public static int Of(long key, long first, long second, ReadOnlySpan<byte> data)
    {
        var buffer = data.Length <= OnStack ? stackalloc byte[HeadBytes + data.Length] : new byte[HeadBytes + data.Length];
        WriteHead(buffer, key, first, second);
        data.CopyTo(buffer[HeadBytes..]);
        return (int)Crc32.HashToUInt32(buffer);
    }

    /// <summary>The short one of a row of the log, as a signed number, which takes SQLite two bytes.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="first">A column.</param>
    /// <param name="second">Another one.</param>
    /// <param name="data">The bytes.</param>
    public static short ShortOf(long key, long first, long second, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        WriteHead(head, key, first, second);
        return (short)Crc16.Of(data, Crc16.Of(head));
    }

    /// <summary>Proves what was read.</summary>
    /// <param name="stored">The column; null of rows from before schema step 115.</param>
    /// <param name="computed">What it must be.</param>
    /// <exception cref="InvalidDataException">It is another.</exception>
    public static void Prove(object? stored, int computed)
    {
        if (stored is not (null or DBNull) && (stored is not long known || known != computed))
            throw new InvalidDataException("The checksum is wrong.");
    }

    private static void WriteHead(Span<byte> buffer, long key, long first, long second)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer, key);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[sizeof(long)..], first);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[(2 * sizeof(long))..], second);
    }
}
