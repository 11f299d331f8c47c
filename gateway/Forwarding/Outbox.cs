using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>A time range to be sent again.</summary>
/// <param name="ResendId">Number of the order.</param>
/// <param name="FromUnixMilliseconds">First instant.</param>
/// <param name="ToUnixMilliseconds">First instant after it.</param>
/// <param name="DeviceId">Only this device; null = all.</param>
/// <param name="NextDeviceId">Devices below are done.</param>
internal sealed record Resend(long ResendId, long FromUnixMilliseconds, long ToUnixMilliseconds, int? DeviceId, int NextDeviceId);

/// <summary>Cursors and re-send orders on disk.</summary>
internal sealed class Outbox(Database database, DatabaseWriter writer)
{
    /// <summary>Sequence of the last sample that a sink has.</summary>
    public long ReadCursor(string sink)
    {
        using var connection = database.OpenReader();
        return connection.Scalar<long>("SELECT sequence FROM sink_cursor WHERE sink = $sink", ("$sink", sink));
    }

    /// <summary>Saves the cursor of a sink.</summary>
    public Task SaveCursorAsync(string sink, long sequence, CancellationToken cancellation) =>
        writer.WriteAsync(connection => connection.Run("INSERT OR REPLACE INTO sink_cursor VALUES($sink, $sequence)", ("$sink", sink), ("$sequence", sequence)), cancellation);

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
    public IReadOnlyList<Resend> ReadResends(string sink)
    {
        using var connection = database.OpenReader();
        return connection.Rows(
            "SELECT resend_id, from_ms, to_ms, device_id, next_device_id FROM resend WHERE sink = $sink ORDER BY resend_id",
            row => new Resend(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInt32(4)),
            ("$sink", sink));
    }

    /// <summary>Notes that an order is done up to a device.</summary>
    public Task SaveResendAsync(long resendId, int nextDeviceId, CancellationToken cancellation) =>
        writer.WriteAsync(connection => connection.Run("UPDATE resend SET next_device_id = $next WHERE resend_id = $id", ("$next", nextDeviceId), ("$id", resendId)), cancellation);

    /// <summary>Ends an order.</summary>
    public Task EndResendAsync(long resendId, CancellationToken cancellation) =>
        writer.WriteAsync(connection => connection.Run("DELETE FROM resend WHERE resend_id = $id", ("$id", resendId)), cancellation);
}
