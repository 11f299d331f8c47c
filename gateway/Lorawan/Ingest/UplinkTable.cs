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
    /// <returns>What is stored of it: it keeps the time of its first delivery.</returns>
    public static StoredUplink Add(SqliteConnection connection, ForeignUplink uplink, UplinkTime time, byte[] compressed, int messagesKept)
    {
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
        return new(IsNew: true, IsRead: false, time);
    }

    // The same uplink: by counter and time, or, where the time is not the server's (it told none, or one ahead of us), by its key.
    private static StoredUplink? Find(SqliteConnection connection, ForeignUplink uplink, UplinkTime time) => connection.Rows(
        """
        SELECT state, time_ms, received_ms, period FROM foreign_uplink
        WHERE eui = $eui AND session = $session AND counter = $counter AND (time_ms = $time OR delivery = $delivery) LIMIT 1
        """,
        row => new StoredUplink(
            IsNew: false,
            row.GetInt32(0) == (int)UplinkState.Read,
            time with { UnixMilliseconds = row.GetInt64(1), ReceivedUnixMilliseconds = row.GetInt64(2), ProvisionalPeriod = row.GetInt32(3) }),
        ("$eui", uplink.Eui),
        ("$delivery", uplink.DeliveryKey),
        ("$session", (long)uplink.Session),
        ("$counter", (long)uplink.Counter),
        ("$time", time.UnixMilliseconds)).FirstOrDefault();

    /// <summary>Gives messages that came while the clock was not set their right times; their samples are repaired with all others.</summary>
    public static void Repair(SqliteConnection connection, ClockCorrection correction) => connection.Run(
        "UPDATE foreign_uplink SET time_ms = time_ms + $add, received_ms = received_ms + $add, period = 0 WHERE period = $period",
        ("$add", correction.AddMilliseconds),
        ("$period", correction.Period));

    /// <summary>Notes that the values of a message are stored.</summary>
    public static void MarkRead(SqliteConnection connection, ForeignUplink uplink, long timeUnixMilliseconds) => connection.Run(
        "UPDATE foreign_uplink SET state = 1 WHERE eui = $eui AND session = $session AND counter = $counter AND time_ms = $time",
        ("$eui", uplink.Eui),
        ("$session", (long)uplink.Session),
        ("$counter", (long)uplink.Counter),
        ("$time", timeUnixMilliseconds));

    /// <summary>The next messages without values after an id, oldest first.</summary>
    public static List<UnreadUplink> Unread(SqliteConnection connection, long afterId, int count) => connection.Rows(
        "SELECT uplink_id, time_ms, received_ms, period, message FROM foreign_uplink WHERE state = 0 AND uplink_id > $after ORDER BY uplink_id LIMIT $count",
        row => new UnreadUplink(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), Decompress(row.GetFieldValue<byte[]>(4))),
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
/// <param name="IsNew">True if this delivery put it there.</param>
/// <param name="IsRead">True if its values are in the readings.</param>
/// <param name="Time">Its time as it was first taken.</param>
internal sealed record StoredUplink(bool IsNew, bool IsRead, UplinkTime Time);

/// <summary>A message without values.</summary>
/// <param name="Id">Its number.</param>
/// <param name="TimeUnixMilliseconds">Its time as it was first taken.</param>
/// <param name="ReceivedUnixMilliseconds">When it arrived.</param>
/// <param name="Period">0, or the period without a set clock that both hang on.</param>
/// <param name="Message">As it came.</param>
internal sealed record UnreadUplink(long Id, long TimeUnixMilliseconds, long ReceivedUnixMilliseconds, int Period, byte[] Message);

/// <summary>What came from one foreign device.</summary>
/// <param name="Eui">Its EUI.</param>
/// <param name="Messages">Messages kept.</param>
/// <param name="Unread">Those without values.</param>
/// <param name="LastReceivedUnixMilliseconds">Arrival of the last one.</param>
/// <param name="LastMessage">The last one as it came.</param>
internal sealed record ForeignDevice(string Eui, long Messages, long Unread, long LastReceivedUnixMilliseconds, byte[] LastMessage);
