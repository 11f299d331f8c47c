using Jena.SensorNode.Gateway.Readings.Packing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.FirstLayout;

/// <summary>A row of the log as of schema step 110: one sample, a column a field.</summary>
internal static class SampleRow
{
    /// <summary>The columns, in the order that <see cref="Read"/> expects.</summary>
    public const string Columns =
        "sequence, device_id, boot, incarnation, counter, layout, node_seconds, time_ms, uncertainty_ms, lag_ms, provisional, battery_mv, age_s, delay_ms, data";

    private const int FaultsFollow = 0x80;

    /// <summary>The sample of the reader's row, and the period without a set clock (0 = none).</summary>
    public static (Sample Sample, int Period) Read(SqliteDataReader row)
    {
        var (values, faults) = Channels((byte[])row[14]);
        var time = row.GetInt64(7);
        var sample = new Sample
        {
            Sequence = row.GetInt64(0),
            Identity = new SampleIdentity(row.GetInt32(1), (uint)row.GetInt64(2), row.GetInt32(3), (uint)row.GetInt64(4)),
            LayoutId = row.GetInt32(5),
            NodeSeconds = (uint)row.GetInt64(6),
            TimeUnixMilliseconds = time,
            UncertaintyMilliseconds = row.GetInt32(8),
            ReceivedUnixMilliseconds = time + row.GetInt64(9),
            TimeIsProvisional = row.GetInt32(10) != 0,
            BatteryMillivolts = row.GetInt32(11),
            AgeSeconds = row.IsDBNull(12) ? null : (uint)row.GetInt64(12),
            DelayBoundMilliseconds = row.IsDBNull(13) ? null : row.GetInt32(13),
            Values = values,
            Faults = faults,
        };
        return (sample, row.GetInt32(10));
    }

    /// <summary>The values of the columns, in their order.</summary>
    public static object[] Values(Sample sample, int period) =>
    [
        sample.Sequence, sample.Identity.DeviceId, (long)sample.Identity.Boot, sample.Identity.Incarnation, (long)sample.Identity.Counter, sample.LayoutId,
        (long)sample.NodeSeconds, sample.TimeUnixMilliseconds, sample.UncertaintyMilliseconds, sample.ReceivedUnixMilliseconds - sample.TimeUnixMilliseconds, period,
        sample.BatteryMillivolts, sample.AgeSeconds is { } age ? (long)age : DBNull.Value, sample.DelayBoundMilliseconds is { } bound ? bound : DBNull.Value, Bytes(sample),
    ];

    // Channel count (bit 7: faults follow), fault codes, then the values of channels without a fault.
    private static byte[] Bytes(Sample sample)
    {
        Span<byte> output = stackalloc byte[1 + (sample.Values.Length * 6)];
        var writer = new VarintWriter(output);
        var hasFaults = sample.Faults.AsSpan().ContainsAnyExcept((byte)0);
        writer.Byte((byte)(sample.Values.Length | (hasFaults ? FaultsFollow : 0)));
        for (var channel = 0; hasFaults && channel < sample.Faults.Length; channel++)
            writer.Byte(sample.Faults[channel]);
        for (var channel = 0; channel < sample.Values.Length; channel++)
        {
            if (sample.Faults[channel] == 0)
                writer.Signed(sample.Values[channel]);
        }

        return output[..writer.Length].ToArray();
    }

    private static (int[] Values, byte[] Faults) Channels(ReadOnlySpan<byte> data)
    {
        var reader = new VarintReader(data);
        var head = reader.Byte();
        var (values, faults) = (new int[head & ~FaultsFollow], new byte[head & ~FaultsFollow]);
        for (var channel = 0; (head & FaultsFollow) != 0 && channel < faults.Length; channel++)
            faults[channel] = reader.Byte();
        for (var channel = 0; channel < values.Length; channel++)
            values[channel] = faults[channel] == 0 ? (int)reader.Signed() : 0;
        return (values, faults);
    }
}
