using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>Summaries of the hours of thinned days on disk: a row a device and day.</summary>
internal static class HourTable
{
    /// <summary>Summaries of thinned hours of a device that begin in [from, to), by time.</summary>
    public static List<HourSummary> Read(SqliteConnection connection, int deviceId, long from, long to) =>
        [.. BlockTable.Parts(connection, BlockId.DayOf(from), BlockId.DayOf(to - 1)).Select(BlockId.DayOfPart).Distinct()
            .Select(day => OfDay(connection, day, deviceId))
            .SelectMany(hours => hours).Where(hour => hour.StartUnixMilliseconds >= from && hour.StartUnixMilliseconds < to)];

    /// <summary>Adds samples to the summaries of a day; those that are in already fall out.</summary>
    public static void Add(SqliteConnection connection, long day, int deviceId, List<Sample> samples, long throughSequence)
    {
        connection.Run(
            "INSERT OR REPLACE INTO hour_summary VALUES($id, $data)",
            ("$id", BlockId.HoursOf(day, deviceId)),
            ("$data", HourSummaries.Pack(HourSummaries.Add(OfDay(connection, day, deviceId), samples, throughSequence))));
    }

    /// <summary>Drops a day.</summary>
    public static void Drop(SqliteConnection connection, long day) =>
        connection.Run("DELETE FROM hour_summary WHERE summary_id BETWEEN $first AND $last", ("$first", BlockId.HoursOf(day, 0)), ("$last", BlockId.HoursOf(day, BlockId.MaximumDevice)));

    private static List<HourSummary> OfDay(SqliteConnection connection, long day, int deviceId) =>
        connection.Scalar<byte[]>("SELECT data FROM hour_summary WHERE summary_id = $id", ("$id", BlockId.HoursOf(day, deviceId))) is { } data
            ? HourSummaries.Unpack(data)
            : [];
}
