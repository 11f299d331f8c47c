using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Readings.Log;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>
/// Gives settled samples new times. They move to the days where they belong but stay in their settling step, so that the order of commit
/// can be followed as before.
/// </summary>
internal static class BlockRedating
{
    /// <summary>Settled samples that arrived after an instant, by settling step.</summary>
    public static List<(long Step, List<Sample> Samples)> ArrivedAfter(SqliteConnection connection, DamageBook damage, long unixMilliseconds)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        var steps = connection.Rows(
            "SELECT DISTINCT last_sequence FROM block_part WHERE part_id >= $first AND last_sequence > 0 ORDER BY last_sequence",
            row => row.GetInt64(0), ("$first", BlockId.FirstPart(BlockId.DayOf(unixMilliseconds))));
        return [.. steps
            .Select(step => (step, Samples: PartsOf(connection, step)
                .SelectMany(part => BlockTable.OfPart(connection, damage, part)).SelectMany(block => block.Samples)
                .Where(sample => sample.ReceivedUnixMilliseconds > unixMilliseconds).OrderBy(sample => sample.Sequence).ToList()))
            .Where(step => step.Samples.Count > 0)];
    }

    /// <summary>Writes the new times of a step's samples; those without one stay as they are.</summary>
    public static void Write(SqliteConnection connection, DamageBook damage, long step, IReadOnlyDictionary<long, RepairedTime> times)
    {
        var moved = new List<Sample>();
        foreach (var part in PartsOf(connection, step))
        {
            foreach (var stored in BlockTable.OfPart(connection, damage, part))
            {
                var samples = stored.Samples.ToLookup(sample => times.ContainsKey(sample.Sequence));
                if (!samples[true].Any())
                    continue;
                moved.AddRange(samples[true].Select(sample => SampleLog.At(sample, times[sample.Sequence])));
                connection.Run("DELETE FROM block WHERE block_id = $id", ("$id", BlockId.Of(part, stored.Block.DeviceId)));
                if (samples[false].Any())
                    BlockTable.AddBlocks(connection, part, [Block.Of(stored.Block.DeviceId, [.. samples[false]])]);
            }

            BlockTable.ForgetIfEmpty(connection, part);
        }

        foreach (var day in BlockTable.ByDay(moved))
            BlockTable.AddPart(connection, day.Number, step, day.Blocks);
    }

    private static List<long> PartsOf(SqliteConnection connection, long step) =>
        connection.Rows("SELECT part_id FROM block_part WHERE last_sequence = $step ORDER BY part_id", row => row.GetInt64(0), ("$step", step));
}
