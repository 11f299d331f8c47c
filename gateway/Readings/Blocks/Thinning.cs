using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Readings.Log;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>
/// Thins a day to the first sample of each hour and device, and keeps a summary of each hour's raw values. What stays, stays
/// in its part, so that the order of commit can still be followed. Each device is thinned as a whole; a day thinned by half
/// is simply thinned again.
/// </summary>
internal static class Thinning
{
    /// <summary>A day as it is when its thinning begins; what settles into it later is left for the next time.</summary>
    /// <param name="Number">The day.</param>
    /// <param name="Parts">Its parts. Settling adds parts and changes none.</param>
    /// <param name="ThroughSequence">Samples settle in order of sequence: up to here, all that there are of the day are in its parts.</param>
    internal sealed record Day(long Number, IReadOnlyList<long> Parts, long ThroughSequence);

    /// <summary>What is to be written for one device.</summary>
    /// <param name="DeviceId">The device.</param>
    /// <param name="Left">What is left of each part; a part without samples loses its block.</param>
    /// <param name="Hours">Its hours, packed; null where nothing goes.</param>
    /// <param name="Dropped">Sequences of the samples that go.</param>
    /// <param name="Count">Samples before.</param>
    internal sealed record Plan(int DeviceId, IReadOnlyList<(long Part, Block Block)> Left, byte[]? Hours, IReadOnlyList<long> Dropped, int Count);

    /// <summary>Reads what a day has.</summary>
    public static Day Open(SqliteConnection connection, long day)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        return new Day(day, BlockTable.Parts(connection, day, day), SampleLog.SettledSequence(connection));
    }

    /// <summary>Devices that have blocks on a day, in order.</summary>
    public static List<int> Devices(SqliteConnection connection, Day day) =>
        [.. day.Parts.SelectMany(part => connection.Rows(
            "SELECT block_id FROM block WHERE block_id BETWEEN $first AND $last",
            row => BlockId.DeviceOf(row.GetInt64(0)), ("$first", BlockId.Of(part, 0)), ("$last", BlockId.LastOf(part)))).Distinct().Order()];

    /// <summary>Reads and packs what thinning a device's day would leave; beside the writer.</summary>
    public static Plan Prepare(SqliteConnection connection, DamageBook damage, Day day, int deviceId)
    {
        var blocks = BlockTable.OfDevice(connection, damage, deviceId, day.Parts).ToList();
        var samples = blocks.SelectMany(part => part.Samples).OrderBy(sample => sample.TimeUnixMilliseconds).ThenBy(sample => sample.Sequence).ToList();
        var kept = samples.DistinctBy(sample => HourSummary.StartOf(sample.TimeUnixMilliseconds)).Select(sample => sample.Sequence).ToHashSet();
        if (kept.Count == samples.Count)
            return new Plan(deviceId, [.. blocks.Select(found => (found.Part, found.Block))], null, [], samples.Count);
        return new Plan(
            deviceId,
            [.. blocks.Select(part => (part.Part, Block.Of(deviceId, [.. part.Samples.Where(sample => kept.Contains(sample.Sequence))])))],
            HourTable.With(connection, damage, day.Number, deviceId, samples, day.ThroughSequence),
            [.. samples.Select(sample => sample.Sequence).Where(sequence => !kept.Contains(sequence))],
            samples.Count);
    }

    /// <summary>
    /// Writes it. All blocks between the first device and the last go at once, so that their pages become free as wholes, and what is
    /// left is laid down anew: blocks made shorter one by one would leave every page half empty.
    /// </summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="day">The day.</param>
    /// <param name="plans">Of devices that follow each other among those of the day, in order.</param>
    public static void Execute(SqliteConnection connection, Day day, IReadOnlyList<Plan> plans)
    {
        if (plans.All(plan => plan.Hours is null))
            return;
        foreach (var part in day.Parts)
        {
            connection.Run(
                "DELETE FROM block WHERE block_id BETWEEN $first AND $last",
                ("$first", BlockId.Of(part, plans[0].DeviceId)), ("$last", BlockId.Of(part, plans[^1].DeviceId)));
        }

        foreach (var part in plans.SelectMany(plan => plan.Left).Where(left => left.Block.Count > 0).ToLookup(left => left.Part, left => left.Block).OrderBy(part => part.Key))
            BlockTable.AddBlocks(connection, part.Key, part);
        HourTable.Write(connection, day.Number, plans.Where(plan => plan.Hours is not null).Select(plan => (plan.DeviceId, plan.Hours!)));
    }

    /// <summary>Notes that the parts of a day are thin, and forgets those that are empty now.</summary>
    public static void Finish(SqliteConnection connection, Day day)
    {
        foreach (var part in day.Parts)
        {
            if (!BlockTable.ForgetIfEmpty(connection, part))
                connection.Run("UPDATE block_part SET is_thin = 1 WHERE part_id = $part", ("$part", part));
        }
    }
}
