using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Log;

/// <summary>
/// Queries of the log. Rows up to <c>reading_state.settled_sequence</c> live on in day blocks and only wait for their removal;
/// no query sees them.
/// </summary>
internal static class SampleLog
{
    // Told as damaged by whoever reads it, and not passed over as if it lay before.
    private static readonly string IsCountLost = $"sample_count NOT BETWEEN 1 AND {LogRow.MaximumSamples}";

    // A number that a damaged row bears; periods are counted from 1.
    private const string IsPeriod = "provisional < 1000000000";
    private const string IsLive = "sequence > (SELECT settled_sequence FROM reading_state)";

    /// <summary>Sequence up to which samples have settled.</summary>
    public static long SettledSequence(SqliteConnection connection) => connection.Scalar<long>("SELECT settled_sequence FROM reading_state");

    /// <summary>The rows after a sequence, read one by one; the first may begin before it.</summary>
    public static IEnumerable<LogRow> After(SqliteConnection connection, DamageBook damage, long afterSequence)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {LogRow.Columns} FROM sample_log WHERE {IsLive} AND sequence > $begin AND (sequence + sample_count - 1 > $after OR {IsCountLost}) ORDER BY sequence";
        command.Parameters.AddWithValue("$begin", afterSequence - LogRow.MaximumSamples);
        command.Parameters.AddWithValue("$after", afterSequence);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (LogRow.TryRead(row, damage) is { } read)
                yield return read;
        }
    }

    /// <summary>The rows that begin at some sequences, as far as they have not settled.</summary>
    public static IEnumerable<LogRow> At(SqliteConnection connection, DamageBook damage, IEnumerable<long> sequences)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {LogRow.Columns} FROM sample_log WHERE sequence = $sequence AND {IsLive}";
        var parameter = command.Parameters.Add("$sequence", SqliteType.Integer);
        foreach (var sequence in sequences)
        {
            parameter.Value = sequence;
            using var row = command.ExecuteReader();
            if (row.Read() && LogRow.TryRead(row, damage) is { } read)
                yield return read;
        }
    }

    /// <summary>Newest arrival that was stamped by a set clock, Unix milliseconds; 0 if the log holds none.</summary>
    public static long NewestTrustedArrival(SqliteConnection connection, DamageBook damage) =>
        // The last thousand rows are enough: arrival times rise with the sequence.
        connection.Rows($"SELECT {LogRow.Columns} FROM (SELECT * FROM sample_log ORDER BY sequence DESC LIMIT 1000) WHERE provisional = 0", row => LogRow.TryRead(row, damage))
            .SelectMany(row => row?.Samples ?? []).Max(sample => (long?)sample.ReceivedUnixMilliseconds) ?? 0;

    /// <summary>Highest sequence in the log, also of a row that cannot be read; 0 while it is empty.</summary>
    public static long LastSequence(SqliteConnection connection) =>
        connection.Scalar<long>("SELECT max(sequence + min(max(sample_count, 1), $most) - 1) FROM sample_log", ("$most", LogRow.MaximumSamples));

    /// <summary>Highest number of a period without a set clock in which a row of the log was written; 0 if there is none.</summary>
    public static int LastPeriod(SqliteConnection connection) => connection.Scalar<int>($"SELECT max(provisional) FROM sample_log WHERE {IsPeriod} AND {IsLive}");

    /// <summary>Rows whose times may be repaired: provisional ones, and final ones that arrived after an instant.</summary>
    public static List<LogRow> Repairable(SqliteConnection connection, DamageBook damage, long arrivedAfterUnixMilliseconds) =>
        arrivedAfterUnixMilliseconds == long.MaxValue
            ? [.. connection.Rows($"SELECT {LogRow.Columns} FROM sample_log WHERE provisional <> 0 AND {IsLive} ORDER BY sequence", row => LogRow.TryRead(row, damage)).OfType<LogRow>()]
            : [.. After(connection, damage, 0).Where(row => row.Period != 0 || row.Samples.Any(sample => sample.ReceivedUnixMilliseconds > arrivedAfterUnixMilliseconds))];

    /// <summary>Gives rows their new times. A provisional row stays so until all of its samples have theirs.</summary>
    /// <returns>Samples repaired.</returns>
    public static int Repair(SqliteConnection connection, List<LogRow> rows, IReadOnlyDictionary<long, RepairedTime> final)
    {
        foreach (var row in rows.Where(row => row.Samples.Any(sample => final.ContainsKey(sample.Sequence))))
        {
            var samples = row.Samples.Select(sample => final.TryGetValue(sample.Sequence, out var time) ? At(sample, time) : sample).ToList();
            var (data, period) = (LogRow.Pack(samples), row.Samples.All(sample => final.ContainsKey(sample.Sequence)) ? 0 : row.Period);
            connection.Run(
                "UPDATE sample_log SET data = $data, provisional = $period, crc = $crc WHERE sequence = $sequence",
                ("$data", data),
                ("$period", period),
                ("$crc", LogRow.Checksum(row.FirstSequence, samples[0].Identity.DeviceId, samples.Count, period, data)),
                ("$sequence", row.FirstSequence));
        }

        return rows.SelectMany(row => row.Samples).Count(sample => final.ContainsKey(sample.Sequence));
    }

    /// <summary>Removes settled rows.</summary>
    /// <returns>True if there may be more.</returns>
    public static bool RemoveSettled(SqliteConnection connection, int maximumRows)
    {
        var settled = SettledSequence(connection);
        var last = connection.Scalar<long?>("SELECT sequence FROM sample_log ORDER BY sequence LIMIT 1 OFFSET $count", ("$count", maximumRows - 1)) ?? settled;
        return connection.Run("DELETE FROM sample_log WHERE sequence <= $last", ("$last", Math.Min(last, settled))) == maximumRows;
    }

    /// <summary>A sample with its new time.</summary>
    public static Sample At(Sample sample, RepairedTime time) => sample with
    {
        TimeUnixMilliseconds = time.TimeUnixMilliseconds,
        UncertaintyMilliseconds = time.UncertaintyMilliseconds,
        ReceivedUnixMilliseconds = time.ReceivedUnixMilliseconds,
        AgeSeconds = time.IsArrivalKnown ? sample.AgeSeconds : null,
        DelayBoundMilliseconds = time.IsArrivalKnown ? sample.DelayBoundMilliseconds : null,
    };
}
