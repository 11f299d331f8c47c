using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>What the disk knows about time.</summary>
internal static class ClockHistory
{
    /// <summary>Newest trusted time (0 = none) and the number for the next period without a set clock.</summary>
    public static (long NewestTrusted, int NextPeriod) Read(SqliteConnection connection, IReadingStore store)
    {
        var newest = Math.Max(connection.Scalar<long>("SELECT newest_trusted_ms FROM clock_state"), store.NewestTrustedArrival());
        var period = Math.Max(connection.Scalar<int>("SELECT last_period FROM clock_state"), store.LastPeriod());
        return (newest, period + 1);
    }

    /// <summary>Saves the newest trusted time.</summary>
    public static void SaveTrusted(SqliteConnection connection, long unixMilliseconds) =>
        connection.Run("UPDATE clock_state SET newest_trusted_ms = max(newest_trusted_ms, $now)", ("$now", unixMilliseconds));

    /// <summary>Takes back a newest trusted time that proved wrong.</summary>
    public static void LowerTrusted(SqliteConnection connection, long unixMilliseconds) =>
        connection.Run("UPDATE clock_state SET newest_trusted_ms = min(newest_trusted_ms, $now)", ("$now", unixMilliseconds));

    /// <summary>What an earlier run found with arrivals ahead and gave new times; null where none did.</summary>
    public static ArrivalsAhead? ReadAhead(SqliteConnection connection) => connection.Rows(
        "SELECT redated, first_arrival_ms, last_arrival_ms, first_time_ms, last_time_ms, found_ms FROM clock_ahead",
        // What was left is found again at every start.
        row => new ArrivalsAhead(row.GetInt32(0), 0, row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5))).FirstOrDefault();

    /// <summary>Saves what was found.</summary>
    public static void SaveAhead(SqliteConnection connection, ArrivalsAhead ahead) => connection.Run(
        "INSERT OR REPLACE INTO clock_ahead VALUES(1, $redated, $firstArrival, $lastArrival, $firstTime, $lastTime, $found)",
        ("$redated", ahead.Redated),
        ("$firstArrival", ahead.FirstArrivalUnixMilliseconds),
        ("$lastArrival", ahead.LastArrivalUnixMilliseconds),
        ("$firstTime", ahead.FirstTimeUnixMilliseconds),
        ("$lastTime", ahead.LastTimeUnixMilliseconds),
        ("$found", ahead.FoundUnixMilliseconds));

    /// <summary>Saves that a period number was used.</summary>
    public static void SavePeriod(SqliteConnection connection, int period) =>
        connection.Run("UPDATE clock_state SET last_period = max(last_period, $period)", ("$period", period));
}
