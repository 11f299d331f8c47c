using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Readings.Log;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>
/// Queries over log and blocks together, each on one snapshot. The log's rows of a device are told by memory; of those, what
/// has settled since is found in its block.
/// </summary>
internal sealed class SampleQueries(DamageBook damage)
{
    // A node's month is some 3,000 samples, less than a megabyte.
    private const int DaysOfPart = 32;

    /// <summary>Where a long range of time is cut so that no part has more days than fit into memory easily; begin and end included.</summary>
    public static List<long> Borders(SqliteConnection connection, long from, long to)
    {
        var borders = new List<long> { from };
        if (BlockId.DayOf(to) - BlockId.DayOf(from) > DaysOfPart)
        {
            var days = BlockTable.Parts(connection, BlockId.DayOf(from), BlockId.DayOf(to - 1)).Select(BlockId.DayOfPart).Distinct();
            borders.AddRange(days.Chunk(DaysOfPart).Skip(1).Select(chunk => chunk[0] * BlockId.DayMilliseconds));
        }

        if (from < to)
            borders.Add(to);
        return borders;
    }

    /// <summary>Samples of a device taken in [from, to), by time.</summary>
    public List<Sample> Range(SqliteConnection connection, int deviceId, long from, long to, long[] rows)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        var parts = BlockTable.Parts(connection, BlockId.DayOf(from), BlockId.DayOf(to - 1));
        return [.. BlockTable.OfDevice(connection, damage, deviceId, parts).SelectMany(found => found.Samples)
            .Concat(SampleLog.At(connection, damage, rows).SelectMany(row => row.Samples))
            .Where(sample => sample.TimeUnixMilliseconds >= from && sample.TimeUnixMilliseconds < to)
            .OrderBy(sample => sample.TimeUnixMilliseconds).ThenBy(sample => sample.Sequence)];
    }

    /// <summary>The last samples of a device by sequence, newest last.</summary>
    public List<Sample> Recent(SqliteConnection connection, int deviceId, int maximumCount, long[] rows)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        var samples = SampleLog.At(connection, damage, rows.TakeLast(maximumCount)).SelectMany(row => row.Samples).ToList();
        // One query for all parts: a device of few samples has to ask many.
        foreach (var found in BlockTable.OfDevice(connection, damage, deviceId, Parts()))
            samples.AddRange(found.Samples);
        samples.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        return samples[Math.Max(0, samples.Count - maximumCount)..];

        // Steps hold disjoint ranges of sequences, so what is complete with one step needs no older one.
        IEnumerable<long> Parts()
        {
            long? step = null;
            foreach (var (part, last) in BlockTable.PartsNewestFirst(connection))
            {
                if (samples.Count >= maximumCount && last != step)
                    yield break;
                // What settled in the first layout knows no step: there, days must do.
                step = last == 0 ? null : last;
                yield return part;
            }
        }
    }

    /// <summary>The newest sample of a device by its time; null if it has none.</summary>
    public Sample? Newest(SqliteConnection connection, int deviceId, long[] rows)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        long? day = null;
        return BlockTable.OfDevice(connection, damage, deviceId, BlockTable.PartsLatestDayFirst(connection))
            .TakeWhile(found => (day ??= BlockId.DayOfPart(found.Part)) == BlockId.DayOfPart(found.Part))
            .SelectMany(found => found.Samples)
            .Concat(SampleLog.At(connection, damage, rows).SelectMany(row => row.Samples))
            .MaxBy(sample => (sample.TimeUnixMilliseconds, sample.Sequence));
    }

    /// <summary>One sample by identity; newest first, since what is looked for is mostly a repeat of what just came.</summary>
    public Sample? Find(SqliteConnection connection, SampleIdentity identity, long[] rows)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        return SampleLog.At(connection, damage, rows.Reverse()).SelectMany(row => row.Samples)
            .Concat(BlockTable.OfDevice(connection, damage, identity.DeviceId, BlockTable.PartsNewestFirst(connection).Select(part => part.Part)).SelectMany(found => found.Samples))
            .FirstOrDefault(sample => sample.Identity == identity);
    }

    /// <summary>The next samples in order of commit, from blocks or from the log.</summary>
    public IReadOnlyList<Sample> After(SqliteConnection connection, SettledSteps steps, long afterSequence, int maximumCount)
    {
        var generation = steps.Generation;
        using var snapshot = connection.BeginTransaction(deferred: true);
        var found = new List<Sample>();
        var settled = SampleLog.SettledSequence(connection);
        for (var after = afterSequence; after < settled && found.Count < maximumCount; after = found[^1].Sequence)
        {
            var next = steps.After(connection, generation, after, maximumCount - found.Count);
            if (next.Count == 0)
                break;
            found.AddRange(next);
        }

        if (found.Count == 0)
            steps.Rest();
        found.AddRange(SampleLog.After(connection, damage, afterSequence).SelectMany(row => row.Samples).Where(sample => sample.Sequence > afterSequence).Take(maximumCount - found.Count));
        return found;
    }

    /// <summary>Newest arrival that a set clock stamped: in the log, else in what settled last; 0 if there is none.</summary>
    public long NewestTrustedArrival(SqliteConnection connection)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        if (SampleLog.NewestTrustedArrival(connection, damage) is > 0 and var newest)
            return newest;
        var step = BlockTable.PartsNewestFirst(connection).FirstOrDefault().LastSequence;
        return BlockTable.PartsNewestFirst(connection).TakeWhile(part => part.LastSequence == step).ToList()
            .SelectMany(part => BlockTable.OfPart(connection, damage, part.Part)).SelectMany(block => block.Samples)
            .Max(sample => (long?)sample.ReceivedUnixMilliseconds) ?? 0;
    }
}
