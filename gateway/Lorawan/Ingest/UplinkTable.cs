using System.IO.Compression;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>Messages of foreign devices in the database, as they came, compressed.</summary>
internal static class UplinkTable
{
    private const int PruneEvery = 64;

    /// <summary>Adds a message, and now and then drops the oldest above the limit; on the writer's connection.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="uplink">The message as it was read.</param>
    /// <param name="taken">Its time as it was taken; the clock may have been set while the message waited for the disk.</param>
    /// <param name="clock">The gateway's clock.</param>
    /// <param name="compressed">The message as it came, compressed.</param>
    /// <param name="messagesKept">The limit.</param>
    /// <returns>What is stored of it: it keeps the time of its first delivery.</returns>
    public static StoredUplink Add(SqliteConnection connection, ForeignUplink uplink, UplinkTime taken, GatewayClock clock, byte[] compressed, int messagesKept)
    {
        var time = taken.Settled(clock);
        if (Find(connection, uplink, time) is { } known)
            return known;
        connection.Run(
            """
            INSERT INTO foreign_uplink(eui, session, counter, time_ms, received_ms, state, message, delivery, period)
            VALUES($eui, $session, $counter, $time, $received, 0, $message, $delivery, $period)
            """,
            ("$eui", uplink.Eui),
            ("$session", (long)uplink.Session),
            ("$counter", (long)uplink.Counter),
            ("$time", time.UnixMilliseconds),
            ("$received", time.ReceivedUnixMilliseconds),
            ("$message", compressed),
            ("$delivery", uplink.DeliveryKey),
            ("$period", time.ProvisionalPeriod));
        var newest = connection.Scalar<long>("SELECT max(uplink_id) FROM foreign_uplink");
        if (newest % PruneEvery == 0)
            connection.Run("DELETE FROM foreign_uplink WHERE uplink_id <= $last", ("$last", newest - messagesKept));
        return new(newest, IsNew: true, IsRead: false, time);
    }

    // The same uplink: by counter and time, or, where the time is not the server's (it told none, or one ahead of us), by its key.
    private static StoredUplink? Find(SqliteConnection connection, ForeignUplink uplink, UplinkTime time) => connection.Rows(
        """
        SELECT state, time_ms, received_ms, period, slack_ms, uplink_id FROM foreign_uplink
        WHERE eui = $eui AND session = $session AND counter = $counter AND (time_ms = $time OR delivery = $delivery) LIMIT 1
        """,
        row => new StoredUplink(
            row.GetInt64(5),
            IsNew: false,
            row.GetInt32(0) == (int)UplinkState.Read,
            time.AsStored(row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetInt64(4))),
        ("$eui", uplink.Eui),
        ("$delivery", uplink.DeliveryKey),
        ("$session", (long)uplink.Session),
        ("$counter", (long)uplink.Counter),
        ("$time", time.UnixMilliseconds)).FirstOrDefault();

    /// <summary>
    /// Gives messages that came while the clock was not set their right times, as their samples get them: of this run exactly,
    /// of an earlier one as far as it can be told.
    /// </summary>
    public static void Repair(SqliteConnection connection, GatewayClock clock)
    {
        foreach (var (period, first, last) in connection.Rows(
            "SELECT period, min(received_ms), max(received_ms) FROM foreign_uplink WHERE period <> 0 GROUP BY period",
            row => (Period: row.GetInt32(0), First: row.GetInt64(1), Last: row.GetInt64(2))))
        {
            var (now, settled) = (clock.Now(), clock.Settle(new ClockReading(0, period)));
            if (!now.IsTrusted)
                return;
            var (shift, slack) = settled.IsTrusted
                ? (settled.UnixMilliseconds, 0)
                : TimeRepair.Bounds(first, last, clock.NewestStoredAtStart, now.UnixMilliseconds - (long)clock.Uptime.TotalMilliseconds);
            connection.Run(
                "UPDATE foreign_uplink SET time_ms = time_ms + $add, received_ms = received_ms + $add, slack_ms = $slack, period = 0 WHERE period = $period",
                ("$add", shift),
                ("$slack", slack),
                ("$period", period));
        }
    }

    /// <summary>Notes that the values of a message are stored.</summary>
    public static void MarkRead(SqliteConnection connection, long id) =>
        connection.Run("UPDATE foreign_uplink SET state = 1 WHERE uplink_id = $id", ("$id", id));

    /// <summary>The next messages without values after an id, oldest first.</summary>
    public static List<UnreadUplink> Unread(SqliteConnection connection, long afterId, int count) => connection.Rows(
        "SELECT uplink_id, time_ms, received_ms, period, slack_ms, message FROM foreign_uplink WHERE state = 0 AND uplink_id > $after ORDER BY uplink_id LIMIT $count",
        row => new UnreadUplink(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetInt64(4), Decompress(row.GetFieldValue<byte[]>(5))),
        ("$after", afterId),
        ("$count", count));

    /// <summary>Messages by device: how many, how many without values, and the last one.</summary>
    public static List<ForeignDevice> Devices(SqliteConnection connection, int count) => connection.Rows(
        """
        SELECT eui, count(*), sum(state = 0), max(received_ms),
          (SELECT message FROM foreign_uplink AS last WHERE last.eui = foreign_uplink.eui ORDER BY uplink_id DESC LIMIT 1)
        FROM foreign_uplink GROUP BY eui ORDER BY max(received_ms) DESC LIMIT $count
        """,
        row => new ForeignDevice(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Decompress(row.GetFieldValue<byte[]>(4))),
        ("$count", count));

    /// <summary>A message as it is stored.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> message)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.Fastest))
            brotli.Write(message);
        return output.ToArray();
    }

    // A message that the card has spoilt is empty, and stops no other.
    private static byte[] Decompress(byte[] stored)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(stored), CompressionMode.Decompress);
            using var output = new MemoryStream();
            brotli.CopyTo(output);
            return output.ToArray();
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException)
        {
            return [];
        }
    }
}

/// <summary>A message in the database.</summary>
/// <param name="Id">Its number.</param>
/// <param name="IsNew">True if this delivery put it there.</param>
/// <param name="IsRead">True if its values are in the readings.</param>
/// <param name="Time">Its time as it was first taken.</param>
internal sealed record StoredUplink(long Id, bool IsNew, bool IsRead, UplinkTime Time);

/// <summary>A message without values.</summary>
/// <param name="Id">Its number.</param>
/// <param name="TimeUnixMilliseconds">Its time as it was first taken.</param>
/// <param name="ReceivedUnixMilliseconds">When it arrived.</param>
/// <param name="Period">0, or the period without a set clock that both hang on.</param>
/// <param name="SlackMilliseconds">± that the repair of the time left.</param>
/// <param name="Message">As it came.</param>
internal sealed record UnreadUplink(long Id, long TimeUnixMilliseconds, long ReceivedUnixMilliseconds, int Period, long SlackMilliseconds, byte[] Message);

/// <summary>What came from one foreign device.</summary>
/// <param name="Eui">Its EUI.</param>
/// <param name="Messages">Messages kept.</param>
/// <param name="Unread">Those without values.</param>
/// <param name="LastReceivedUnixMilliseconds">Arrival of the last one.</param>
/// <param name="LastMessage">The last one as it came.</param>
internal sealed record ForeignDevice(string Eui, long Messages, long Unread, long LastReceivedUnixMilliseconds, byte[] LastMessage);
