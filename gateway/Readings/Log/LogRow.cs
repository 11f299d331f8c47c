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
    public const string Columns = "sequence, device_id, sample_count, provisional, data";

    /// <summary>Sequence of the first sample, which is the row's key.</summary>
    public long FirstSequence => Samples[0].Sequence;

    /// <summary>Sequence of the last sample.</summary>
    public long LastSequence => Samples[^1].Sequence;

    /// <summary>The row at the reader.</summary>
    public static LogRow Read(SqliteDataReader row)
    {
        var period = row.GetInt32(3);
        return new(period, SampleUnpacker.Unpack(row.GetInt32(1), (byte[])row[4], row.GetInt64(0) - 1, period != 0));
    }

    /// <summary>The bytes of samples as a row's data.</summary>
    public static byte[] Pack(IReadOnlyList<Sample> samples) => SamplePacker.Pack(samples, samples[0].Sequence - 1);
}
