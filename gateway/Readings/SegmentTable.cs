using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Writes segments, and makes room among the oldest.</summary>
internal static class SegmentTable
{
    private const int HourMilliseconds = 3_600_000;

    /// <summary>Adds a segment to a day.</summary>
    public static void Add(SqliteConnection connection, int deviceId, long day, IReadOnlyList<Sample> samples)
    {
        var first = Segment.FirstId(deviceId, day);
        connection.Run(
            "INSERT INTO segment VALUES(1 + coalesce((SELECT max(segment_id) FROM segment WHERE segment_id BETWEEN $first AND $last), $first), $count, $data)",
            ("$first", first), ("$last", first | 0xFFFFFF), ("$count", samples.Count), ("$data", Segment.Pack(samples)));
    }

    /// <summary>The oldest day that has segments before a day; null if there is none.</summary>
    public static long? OldestDay(SqliteConnection connection, long beforeDay, bool onlyDense)
    {
        var oldest = connection.Scalar<long?>(
            "SELECT min((segment_id >> 24) & 65535) FROM segment WHERE ((segment_id >> 24) & 65535) < $before AND sample_count >= $dense",
            ("$before", beforeDay), ("$dense", onlyDense ? 25 : 0));
        return oldest;
    }

    /// <summary>Thins a day to the first sample of each hour and device.</summary>
    /// <returns>Samples dropped.</returns>
    public static int Thin(SqliteConnection connection, long day)
    {
        var dropped = 0;
        foreach (var device in SegmentsOf(connection, day).GroupBy(segment => segment.DeviceId))
        {
            var samples = device.SelectMany(segment => Segment.Unpack(segment.DeviceId, segment.Data)).OrderBy(sample => sample.TimeUnixMilliseconds).ToList();
            var kept = samples.DistinctBy(sample => sample.TimeUnixMilliseconds / HourMilliseconds).ToList();
            dropped += samples.Count - kept.Count;
            foreach (var segment in device)
                connection.Run("DELETE FROM segment WHERE segment_id = $id", ("$id", segment.SegmentId));
            Add(connection, device.Key, day, kept);
        }

        return dropped;
    }

    /// <summary>Drops a day.</summary>
    /// <returns>Segments dropped.</returns>
    public static int Drop(SqliteConnection connection, long day) =>
        connection.Run("DELETE FROM segment WHERE ((segment_id >> 24) & 65535) = $day", ("$day", day));

    private static List<(long SegmentId, int DeviceId, byte[] Data)> SegmentsOf(SqliteConnection connection, long day) =>
        connection.Rows(
            "SELECT segment_id, data FROM segment WHERE ((segment_id >> 24) & 65535) = $day ORDER BY segment_id",
            row => (row.GetInt64(0), (int)(row.GetInt64(0) >> 40), (byte[])row[1]),
            ("$day", day));
}
