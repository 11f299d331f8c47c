using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Moves samples from the log into day segments, once every follower has passed them and their time is final.</summary>
internal sealed class LogSettler(SqliteReadingStore store, DatabaseWriter writer)
{
    private const int SamplesPerStep = 20_000;

    /// <summary>Settles up to a sequence.</summary>
    /// <param name="passedByAll">Sequence that every follower has passed.</param>
    /// <param name="cancellation">Ends the waiting for the disk.</param>
    /// <returns>Samples settled.</returns>
    public async Task<int> SettleAsync(long passedByAll, CancellationToken cancellation = default)
    {
        var total = 0;
        while (true)
        {
            var step = await SettleStepAsync(passedByAll, cancellation);
            foreach (var log in store.Logs)
                log.ForgetUpTo(step.UpTo);
            total += step.Count;
            if (step.Count < SamplesPerStep)
                return total;
        }
    }

    private async Task<Step> SettleStepAsync(long passedByAll, CancellationToken cancellation)
    {
        IReadOnlyList<SampleStream> saved = [];
        try
        {
            return await writer.WriteAsync(
                connection =>
                {
                    var step = SettleStep(connection, passedByAll);
                    saved = step.Saved;
                    return step;
                },
                cancellation);
        }
        catch
        {
            // Not on disk after all: the next settling must save them again.
            foreach (var stream in saved)
                stream.IsDirty = true;
            throw;
        }
    }

    private Step SettleStep(SqliteConnection connection, long passedByAll)
    {
        var samples = connection.Rows(
            $"SELECT {SampleRow.Columns} FROM sample WHERE sequence <= $last ORDER BY sequence LIMIT $count",
            SampleRow.Read, ("$last", passedByAll), ("$count", SamplesPerStep)).TakeWhile(sample => !sample.TimeIsProvisional).ToList();
        if (samples.Count == 0)
            return new Step(0, 0, []);
        foreach (var day in samples.GroupBy(sample => (sample.Identity.DeviceId, Day: Segment.DayOf(sample.TimeUnixMilliseconds))))
        {
            foreach (var part in day.OrderBy(sample => sample.TimeUnixMilliseconds).Chunk(Segment.MaximumSamples))
                SegmentTable.Add(connection, day.Key.DeviceId, day.Key.Day, part);
        }

        // Streams as of now hold every committed sample and those of this very commit, so the log from here on completes them.
        var last = samples[^1].Sequence;
        // Emptying the whole log frees its pages unwritten; deleting rows one by one would write each page once more.
        if (connection.Scalar<long>("SELECT max(sequence) FROM sample") == last)
            connection.Run("DELETE FROM sample");
        else
            connection.Run("DELETE FROM sample WHERE sequence <= $last", ("$last", last));
        var saved = store.StreamTable.SaveChanged(connection);
        connection.Run("UPDATE reading_state SET settled_sequence = $settled, last_sequence = $last", ("$settled", last), ("$last", store.NextSequence - 1));
        return new Step(samples.Count, last, saved);
    }

    private sealed record Step(int Count, long UpTo, IReadOnlyList<SampleStream> Saved);
}
