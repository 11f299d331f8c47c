using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Queries over log and segments together.</summary>
internal static class SampleQueries
{
    /// <summary>Samples of a device taken in [from, to), by time.</summary>
    public static List<Sample> Range(SqliteConnection connection, int deviceId, long from, long to, ReadOnlySpan<long> logged)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        var samples = Segments(connection, Segment.FirstId(deviceId, Segment.DayOf(from)), Segment.FirstId(deviceId, Segment.DayOf(to - 1)) | 0xFFFFFF);
        samples.AddRange(Logged(connection, logged));
        samples.RemoveAll(sample => sample.TimeUnixMilliseconds < from || sample.TimeUnixMilliseconds >= to);
        samples.Sort(static (left, right) => (left.TimeUnixMilliseconds, left.Sequence).CompareTo((right.TimeUnixMilliseconds, right.Sequence)));
        return samples;
    }

    /// <summary>The last samples of a device by sequence, newest last.</summary>
    public static List<Sample> Recent(SqliteConnection connection, int deviceId, int maximumCount, ReadOnlySpan<long> logged)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        var samples = Logged(connection, logged[Math.Max(0, logged.Length - maximumCount)..]);
        if (samples.Count < maximumCount)
        {
            var newest = connection.Rows(
                "SELECT segment_id, data FROM segment WHERE segment_id BETWEEN $first AND $last ORDER BY segment_id DESC LIMIT $count",
                row => Segment.Unpack(deviceId, (byte[])row[1]),
                ("$first", Segment.FirstId(deviceId, 0)),
                ("$last", Segment.FirstId(deviceId, 0xFFFF) | 0xFFFFFF),
                ("$count", 1 + (maximumCount / 16)));
            samples.AddRange(newest.SelectMany(segment => segment));
        }

        samples.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        return samples[Math.Max(0, samples.Count - maximumCount)..];
    }

    /// <summary>One sample by identity.</summary>
    public static Sample? Find(SqliteConnection connection, SampleIdentity identity, ReadOnlySpan<long> logged)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        var found = FindLogged(connection, identity, logged);
        return found ?? connection.Rows(
                "SELECT data FROM segment WHERE segment_id BETWEEN $first AND $last ORDER BY segment_id DESC",
                row => Segment.Unpack(identity.DeviceId, (byte[])row[0]).Find(sample => sample.Identity == identity),
                ("$first", Segment.FirstId(identity.DeviceId, 0)),
                ("$last", Segment.FirstId(identity.DeviceId, 0xFFFF) | 0xFFFFFF))
            .Find(sample => sample is not null);
    }

    /// <summary>Gives provisional rows their final times.</summary>
    public static int Repair(SqliteConnection connection, Func<IReadOnlyList<ProvisionalSample>, IEnumerable<RepairedTime>> repair)
    {
        var rows = connection.Rows(
            $"SELECT {SampleRow.Columns} FROM sample WHERE provisional <> 0 ORDER BY sequence",
            row => new ProvisionalSample(SampleRow.Read(row), row.GetInt32(SampleRow.ProvisionalColumn)));
        return repair(rows).Sum(final => connection.Run(
            """
            UPDATE sample SET time_ms = $time, uncertainty_ms = $uncertainty, lag_ms = $lag, provisional = 0,
              age_s = iif($known, age_s, NULL), delay_ms = iif($known, delay_ms, NULL) WHERE sequence = $sequence
            """,
            ("$known", final.IsArrivalKnown),
            ("$time", final.TimeUnixMilliseconds),
            ("$uncertainty", final.UncertaintyMilliseconds),
            ("$lag", final.ReceivedUnixMilliseconds - final.TimeUnixMilliseconds),
            ("$sequence", final.Sequence)));
    }

    private static List<Sample> Segments(SqliteConnection connection, long firstId, long lastId) =>
        [.. connection.Rows(
            "SELECT segment_id, data FROM segment WHERE segment_id BETWEEN $first AND $last ORDER BY segment_id",
            row => Segment.Unpack((int)(row.GetInt64(0) >> 40), (byte[])row[1]),
            ("$first", firstId),
            ("$last", lastId)).SelectMany(samples => samples)];

    /// <summary>Newest first: what is looked for is mostly a repeat of what just came.</summary>
    private static Sample? FindLogged(SqliteConnection connection, SampleIdentity identity, ReadOnlySpan<long> sequences)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {SampleRow.Columns} FROM sample WHERE sequence = $sequence AND counter = $counter AND boot = $boot AND incarnation = $incarnation";
        var parameter = command.Parameters.Add("$sequence", SqliteType.Integer);
        command.Parameters.AddWithValue("$counter", (long)identity.Counter);
        command.Parameters.AddWithValue("$boot", (long)identity.Boot);
        command.Parameters.AddWithValue("$incarnation", identity.Incarnation);
        for (var index = sequences.Length - 1; index >= 0; index--)
        {
            parameter.Value = sequences[index];
            using var row = command.ExecuteReader();
            if (row.Read())
                return SampleRow.Read(row);
        }

        return null;
    }

    private static List<Sample> Logged(SqliteConnection connection, ReadOnlySpan<long> sequences)
    {
        var samples = new List<Sample>(sequences.Length);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {SampleRow.Columns} FROM sample WHERE sequence = $sequence";
        var parameter = command.Parameters.Add("$sequence", SqliteType.Integer);
        foreach (var sequence in sequences)
        {
            parameter.Value = sequence;
            using var row = command.ExecuteReader();
            if (row.Read())
                samples.Add(SampleRow.Read(row));
        }

        return samples;
    }
}
