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
    /// <summary>What is to be written for one device.</summary>
    /// <param name="DeviceId">The device.</param>
    /// <param name="Samples">All samples of the day, by time, for the summaries.</param>
    /// <param name="Left">What is left of each part; a part without samples loses its block.</param>
    /// <param name="Dropped">Sequences of the samples that go.</param>
    internal sealed record Plan(int DeviceId, List<Sample> Samples, IReadOnlyList<(long Part, Block Block)> Left, IReadOnlyList<long> Dropped);

    /// <summary>Devices that have blocks on a day.</summary>
    public static List<int> Devices(SqliteConnection connection, long day) =>
        [.. BlockTable.Parts(connection, day, day).SelectMany(part => connection.Rows(
            "SELECT block_id FROM block WHERE block_id BETWEEN $first AND $last",
            row => BlockId.DeviceOf(row.GetInt64(0)), ("$first", BlockId.Of(part, 0)), ("$last", BlockId.LastOf(part)))).Distinct().Order()];

    /// <summary>Reads what thinning a device's day would do; beside the writer.</summary>
    public static Plan Prepare(SqliteConnection connection, long day, int deviceId)
    {
        var parts = BlockTable.OfDevice(connection, deviceId, BlockTable.Parts(connection, day, day)).Select(found => (found.Part, Samples: found.Block.Samples())).ToList();
        var samples = parts.SelectMany(part => part.Samples).OrderBy(sample => sample.TimeUnixMilliseconds).ThenBy(sample => sample.Sequence).ToList();
        var kept = samples.DistinctBy(sample => HourSummary.StartOf(sample.TimeUnixMilliseconds)).Select(sample => sample.Sequence).ToHashSet();
        return new Plan(
            deviceId,
            samples,
            [.. parts.Select(part => (part.Part, Block.Of(deviceId, [.. part.Samples.Where(sample => kept.Contains(sample.Sequence))])))],
            [.. samples.Select(sample => sample.Sequence).Where(sequence => !kept.Contains(sequence))]);
    }

    /// <summary>Writes it.</summary>
    public static void Execute(SqliteConnection connection, long day, Plan plan)
    {
        if (plan.Dropped.Count == 0)
            return;
        foreach (var (part, block) in plan.Left)
        {
            var id = ("$id", (object?)BlockId.Of(part, plan.DeviceId));
            if (block.Count == 0)
                connection.Run("DELETE FROM block WHERE block_id = $id", id);
            else
                connection.Run("UPDATE block SET sample_count = $count, data = $data WHERE block_id = $id", id, ("$count", block.Count), ("$data", block.Data));
        }

        // Samples settle in order of sequence: up to here, all that there are of the day are in its blocks.
        HourTable.Add(connection, day, plan.DeviceId, plan.Samples, SampleLog.SettledSequence(connection));
    }

    /// <summary>Notes that a day is thin, and forgets its parts that are empty now.</summary>
    public static void Finish(SqliteConnection connection, long day)
    {
        foreach (var part in BlockTable.Parts(connection, day, day))
        {
            var isEmpty = connection.Scalar<long>(
                "SELECT NOT EXISTS(SELECT 1 FROM block WHERE block_id BETWEEN $first AND $last)", ("$first", BlockId.Of(part, 0)), ("$last", BlockId.LastOf(part)));
            connection.Run(isEmpty == 1 ? "DELETE FROM block_part WHERE part_id = $part" : "UPDATE block_part SET is_thin = 1 WHERE part_id = $part", ("$part", part));
        }
    }
}
