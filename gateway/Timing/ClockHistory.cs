using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>What the disk knows about time.</summary>
internal static class ClockHistory
{
    /// <summary>Newest trusted time (0 = none) and the number for the next period without a set clock.</summary>
    public static (long NewestTrusted, int NextPeriod) Read(SqliteConnection connection)
    {
        // The last thousand rows are enough: arrival times rise with the sequence.
        var newest = connection.Scalar<long>(
            """
            SELECT max(newest_trusted_ms, coalesce((SELECT max(time_ms + lag_ms) FROM
              (SELECT time_ms, lag_ms, provisional FROM sample ORDER BY sequence DESC LIMIT 1000) WHERE provisional = 0), 0)) FROM clock_state
            """);
        var period = connection.Scalar<long>(
            "SELECT max(last_period, coalesce((SELECT max(provisional) FROM sample), 0)) FROM clock_state");
        return (newest, (int)period + 1);
    }

    /// <summary>Saves the newest trusted time.</summary>
    public static void SaveTrusted(SqliteConnection connection, long unixMilliseconds) =>
        connection.Run("UPDATE clock_state SET newest_trusted_ms = max(newest_trusted_ms, $now)", ("$now", unixMilliseconds));

    /// <summary>Saves that a period number was used.</summary>
    public static void SavePeriod(SqliteConnection connection, int period) =>
        connection.Run("UPDATE clock_state SET last_period = max(last_period, $period)", ("$period", period));
}
