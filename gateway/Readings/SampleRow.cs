using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Reads a row of the log.</summary>
internal static class SampleRow
{
    /// <summary>The columns, in the order that <see cref="Read"/> expects.</summary>
    public const string Columns =
        "sequence, device_id, boot, incarnation, counter, layout, node_seconds, time_ms, uncertainty_ms, lag_ms, provisional, battery_mv, age_s, delay_ms, data";

    /// <summary>Number of the column with the period of an unset clock.</summary>
    public const int ProvisionalColumn = 10;

    /// <summary>The sample of the reader's row.</summary>
    public static Sample Read(SqliteDataReader row)
    {
        var (values, faults) = SampleData.Read((byte[])row[14]);
        var time = row.GetInt64(7);
        return new Sample
        {
            Sequence = row.GetInt64(0),
            Identity = new SampleIdentity(row.GetInt32(1), (uint)row.GetInt64(2), row.GetInt32(3), (uint)row.GetInt64(4)),
            LayoutId = row.GetInt32(5),
            NodeSeconds = (uint)row.GetInt64(6),
            TimeUnixMilliseconds = time,
            UncertaintyMilliseconds = row.GetInt32(8),
            ReceivedUnixMilliseconds = time + row.GetInt64(9),
            TimeIsProvisional = row.GetInt32(ProvisionalColumn) != 0,
            BatteryMillivolts = row.GetInt32(11),
            AgeSeconds = row.IsDBNull(12) ? null : (uint)row.GetInt64(12),
            DelayBoundMilliseconds = row.IsDBNull(13) ? null : row.GetInt32(13),
            Values = values,
            Faults = faults,
        };
    }

    /// <summary>One sample of a batch as it was stored.</summary>
    public static Sample Of(SampleBatch batch, int index, long sequence) => new()
    {
        Sequence = sequence,
        Identity = batch.IdentityOf(index),
        LayoutId = batch.LayoutId,
        NodeSeconds = batch.NodeSeconds[index],
        TimeUnixMilliseconds = batch.TimesUnixMilliseconds[index],
        UncertaintyMilliseconds = batch.UncertaintiesMilliseconds[index],
        ReceivedUnixMilliseconds = batch.ReceivedUnixMilliseconds,
        TimeIsProvisional = batch.ProvisionalPeriod != 0,
        BatteryMillivolts = batch.BatteryMillivolts,
        AgeSeconds = index == batch.Count - 1 ? batch.AgeSeconds : null,
        DelayBoundMilliseconds = index == batch.Count - 1 ? batch.DelayBoundMilliseconds : null,
        Values = batch.ValuesOf(index).ToArray(),
        Faults = batch.FaultsOf(index).ToArray(),
    };
}
