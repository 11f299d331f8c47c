using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>A time range to be sent again.</summary>
/// <param name="ResendId">Number of the order.</param>
/// <param name="FromUnixMilliseconds">First instant.</param>
/// <param name="ToUnixMilliseconds">First instant after it.</param>
/// <param name="DeviceId">Only this device; null = all.</param>
/// <param name="NextDeviceId">Devices below are done.</param>
/// <param name="NextUnixMilliseconds">Of <paramref name="NextDeviceId"/>, what is older is done.</param>
internal sealed record Resend(
    long ResendId, long FromUnixMilliseconds, long ToUnixMilliseconds, int? DeviceId, int NextDeviceId, long NextUnixMilliseconds = long.MinValue);

/// <summary>Cursors and re-send orders on disk.</summary>
internal sealed class Outbox(Database database, DatabaseWriter writer) : IDisposable
{
    private static readonly TimeSpan LongestRideWait = TimeSpan.FromSeconds(1);

    private readonly ReaderPool _readers = new(database);

    /// <summary>Sequence of the last sample that a sink has.</summary>
    public long ReadCursor(string sink) =>
        _readers.Use(connection => connection.Scalar<long>("SELECT sequence FROM sink_cursor WHERE sink = $sink", ("$sink", sink)));

    /// <summary>Gives sinks that never took anything the cursor that they have by default, and tells what each sink lacks.</summary>
    public static IReadOnlyList<(string Sink, long Lacks)> Behind(SqliteConnection connection, IEnumerable<string> configured, long lastSequence)
    {
        foreach (var sink in configured)
            connection.Run("INSERT OR IGNORE INTO sink_cursor VALUES($sink, 0)", ("$sink", sink));
        return connection.Rows("SELECT sink, $last - sequence FROM sink_cursor WHERE sequence < $last ORDER BY sink", row => (row.GetString(0), row.GetInt64(1)), ("$last", lastSequence));
    }

    /// <summary>Saves how far a sink is.</summary>
    /// <param name="sink">Its name.</param>
    /// <param name="cursor">The last sample of those in order that it has.</param>
    /// <param name="resend">How far the order at work is; null if there is nothing new.</param>
    /// <param name="hurry">Do not wait for a commit of others any longer.</param>
    public Task SaveAsync(string sink, long cursor, Resend? resend, CancellationToken hurry) =>
        writer.RideAsync(
            connection =>
            {
                connection.Run("INSERT OR REPLACE INTO sink_cursor VALUES($sink, $sequence)", ("$sink", sink), ("$sequence", cursor));
                if (resend is not null)
                {
                    connection.Run(
                        "UPDATE resend SET next_device_id = $device, next_ms = $next WHERE resend_id = $id",
                        ("$device", resend.NextDeviceId), ("$next", resend.NextUnixMilliseconds), ("$id", resend.ResendId));
                }
            },
            LongestRideWait,
            hurry);

    /// <summary>Orders a time range to be sent again; picked up within seconds, also from another process.</summary>
    /// <returns>Number of the order.</returns>
    public Task<long> OrderResendAsync(string sink, long fromUnixMilliseconds, long toUnixMilliseconds, int? deviceId, CancellationToken cancellation = default) =>
        writer.WriteAsync(connection => OrderResend(connection, sink, fromUnixMilliseconds, toUnixMilliseconds, deviceId), cancellation);

    /// <summary>Orders a time range to be sent again, on a connection of the caller.</summary>
    public static long OrderResend(SqliteConnection connection, string sink, long fromUnixMilliseconds, long toUnixMilliseconds, int? deviceId) =>
        connection.Scalar<long>(
            "INSERT INTO resend(sink, from_ms, to_ms, device_id) VALUES($sink, $from, $to, $device) RETURNING resend_id",
            ("$sink", sink), ("$from", fromUnixMilliseconds), ("$to", toUnixMilliseconds), ("$device", deviceId));

    /// <summary>Open orders of a sink, oldest first.</summary>
    public IReadOnlyList<Resend> ReadResends(string sink) => _readers.Use(connection => connection.Rows(
        "SELECT resend_id, from_ms, to_ms, device_id, next_device_id, next_ms FROM resend WHERE sink = $sink ORDER BY resend_id",
        row => new Resend(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInt32(4), row.GetInt64(5)),
        ("$sink", sink)));

    /// <summary>Ends an order.</summary>
    public Task EndResendAsync(long resendId, CancellationToken cancellation) =>
        writer.WriteAsync(connection => connection.Run("DELETE FROM resend WHERE resend_id = $id", ("$id", resendId)), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _readers.Dispose();
}
