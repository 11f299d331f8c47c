using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Readings.Packing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Log;

/// <summary>A row of the log: the new samples of one frame.</summary>
/// <param name="Period">0, or the period without a set clock in which it arrived.</param>
/// <param name="Samples">In order of sequence, at least one.</param>
internal sealed record LogRow(int Period, IReadOnlyList<Sample> Samples)
{
    /// <summary>Most samples in a row.</summary>
    public const int MaximumSamples = 64;

    /// <summary>The columns, in the order that <see cref="Read"/> expects.</summary>
    public const string Columns = $"{ColumnsOfBefore}, crc";

    /// <summary>The same of a schema step before 115.</summary>
    public const string ColumnsWithoutChecksum = $"{ColumnsOfBefore}, NULL";

    private const string ColumnsOfBefore = "sequence, device_id, sample_count, provisional, data";

    /// <summary>Sequence of the first sample, which is the row's key.</summary>
    public long FirstSequence => Samples[0].Sequence;

    /// <summary>Sequence of the last sample.</summary>
    public long LastSequence => Samples[^1].Sequence;

    /// <summary>The row at the reader.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static LogRow Read(SqliteDataReader row)
    {
        var (sequence, count, period) = (row.GetInt64(0), row.GetInt32(2), row.GetInt32(3));
        var (device, data) = (row.GetInt32(1), (byte[])row[4]);
        Damage.Checksum.Prove(row[5], Checksum(sequence, device, count, period, data));
        var samples = SampleUnpacker.Unpack(device, data, sequence - 1, period != 0);
        return samples.Count == count && count > 0 && samples[0].Sequence == sequence && samples[^1].Sequence == sequence + count - 1
            ? new(period, samples)
            : throw new InvalidDataException("The samples are not those that the row names.");
    }

    /// <summary>The row at the reader; null if it cannot be read, which is noted.</summary>
    public static LogRow? TryRead(SqliteDataReader row, DamageBook damage)
    {
        try
        {
            var read = Read(row);
            damage.RowIsWell(read.FirstSequence);
            return read;
        }
        catch (Exception exception) when (DamageBook.IsDamage(exception))
        {
            damage.NoteRow(row.GetInt64(0), Number(row, 1), Number(row, 2), exception);
            return null;
        }
    }

    private static int Number(SqliteDataReader row, int column) => row[column] is long number ? (int)Math.Clamp(number, 0, int.MaxValue) : 0;

    /// <summary>The checksum of a row.</summary>
    public static short Checksum(long sequence, int deviceId, int count, int period, ReadOnlySpan<byte> data) =>
        Damage.Checksum.ShortOf(sequence, ((long)deviceId << 32) | (uint)count, period, data);

    /// <summary>The bytes of samples as a row's data.</summary>
    public static byte[] Pack(IReadOnlyList<Sample> samples) => SamplePacker.Pack(samples, samples[0].Sequence - 1);
}
