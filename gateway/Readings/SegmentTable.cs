using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Writes segments, and makes room among the oldest.</summary>
internal static class SegmentTable
{
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

    /// <summary>Thins a day to the first sample of each hour and device, and keeps a summary of each hour's raw values.</summary>
    /// <returns>Samples dropped.</returns>
    public static int Thin(SqliteConnection connection, long day)
    {
        var dropped = 0;
        // Samples settle in order of sequence: up to here, all that there are of the day are in its segments.
        var settled = connection.Scalar<long>("SELECT settled_sequence FROM reading_state");
        foreach (var device in SegmentsOf(connection, day).GroupBy(segment => segment.DeviceId))
        {
            var samples = device.SelectMany(segment => Segment.Unpack(segment.DeviceId, segment.Data)).OrderBy(sample => sample.TimeUnixMilliseconds).ToList();
            var kept = samples.DistinctBy(sample => sample.TimeUnixMilliseconds / HourSummary.HourMilliseconds).ToList();
            dropped += samples.Count - kept.Count;
            foreach (var segment in device)
                connection.Run("DELETE FROM segment WHERE segment_id = $id", ("$id", segment.SegmentId));
            Add(connection, device.Key, day, kept);
            Summarise(connection, Segment.FirstId(device.Key, day), samples, settled);
        }

        return dropped;
    }

    /// <summary>Drops a day.</summary>
    /// <returns>Segments dropped.</returns>
    public static int Drop(SqliteConnection connection, long day)
    {
        connection.Run("DELETE FROM hour_summary WHERE ((summary_id >> 24) & 65535) = $day", ("$day", day));
        return connection.Run("DELETE FROM segment WHERE ((segment_id >> 24) & 65535) = $day", ("$day", day));
    }

    /// <summary>Summaries of thinned hours of a device that begin in [from, to), by time.</summary>
    public static List<HourSummary> Hours(SqliteConnection connection, int deviceId, long from, long to) =>
        [.. connection.Rows(
            "SELECT data FROM hour_summary WHERE summary_id BETWEEN $first AND $last ORDER BY summary_id",
            row => HourSummaries.Unpack((byte[])row[0]),
            ("$first", Segment.FirstId(deviceId, Segment.DayOf(from))),
            ("$last", Segment.FirstId(deviceId, Segment.DayOf(to - 1))))
            .SelectMany(hours => hours).Where(hour => hour.StartUnixMilliseconds >= from && hour.StartUnixMilliseconds < to)];

    private static void Summarise(SqliteConnection connection, long id, List<Sample> samples, long throughSequence)
    {
        var before = connection.Rows("SELECT data FROM hour_summary WHERE summary_id = $id", row => HourSummaries.Unpack((byte[])row[0]), ("$id", id));
        connection.Run(
            "INSERT OR REPLACE INTO hour_summary VALUES($id, $data)",
            ("$id", id), ("$data", HourSummaries.Pack(HourSummaries.Add(before.Count > 0 ? before[0] : [], samples, throughSequence))));
    }

    private static List<(long SegmentId, int DeviceId, byte[] Data)> SegmentsOf(SqliteConnection connection, long day) =>
        connection.Rows(
            "SELECT segment_id, data FROM segment WHERE ((segment_id >> 24) & 65535) = $day ORDER BY segment_id",
            row => (row.GetInt64(0), (int)(row.GetInt64(0) >> 40), (byte[])row[1]),
            ("$day", day));
}
