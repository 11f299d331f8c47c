using Jena.SensorNode.Gateway.Readings.Log;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>
/// Keeps the database below its bound, which holds whatever comes. In this order, always the oldest day first:
/// <list type="number">
/// <item>days that every sink has, before the last <see cref="SettlingOptions.AlwaysKeepDays"/>, are thinned to a sample an hour;</item>
/// <item>such days are dropped;</item>
/// <item>days that should be kept or that a sink still lacks are thinned, then dropped: counted, logged, told by health;</item>
/// <item>what waits in the log for the clock to be set is dropped, counted likewise.</item>
/// </list>
/// The last days are counted among the days that hold samples and not back from today: neither a clock that jumps to 2040 nor one that stands
/// in 1970 changes which they are.
/// Counters of dropped samples stay known, so that they cannot come back as new. A day of which something cannot be read stays whole: what a
/// backup could mend does not go silently.
/// </summary>
internal sealed partial class Retention(
    SqliteReadingStore store, DatabaseWriter writer, Database database, SettlingOptions options, GatewayTime time, ILogger<Retention> log)
{
    private const int MostRounds = 4000;
    private const int RowsPerDrop = 500;

    /// <summary>Samples that one write thins: some 300 KB of blocks, so that the writer is soon free again.</summary>
    internal int SamplesPerWrite { get; set; } = 32_768;

    /// <summary>What the bound has cost; as of the last round.</summary>
    public RetentionState State { get; private set; } = ReadState(database);

    /// <summary>Makes room if the database is above its bound.</summary>
    /// <param name="passedByAll">Sequence that every sink has.</param>
    /// <param name="cancellation">Ends the waiting for the disk.</param>
    public async Task MakeRoomAsync(long passedByAll, CancellationToken cancellation = default)
    {
        var (before, isAbove) = (State.UnforwardedSamples, false);
        for (var round = 0; round < MostRounds && UsedBytes() > options.MaximumDatabaseMegabytes * 1_048_576L; round++)
        {
            isAbove = !await store.RearrangeAsync(() => MakeRoomOnceAsync(passedByAll, cancellation), cancellation);
            if (isAbove)
                break;
        }

        State = ReadState(database) with { IsAboveBound = isAbove };
        if (isAbove)
            LogNoRoom(options.MaximumDatabaseMegabytes);
        if (State.UnforwardedSamples > before)
            LogLost(State.UnforwardedSamples - before, options.MaximumDatabaseMegabytes);
    }

    private async Task<bool> MakeRoomOnceAsync(long passed, CancellationToken cancellation)
    {
        foreach (var (before, cursor) in new[] { (FirstDayKept(), passed), (long.MaxValue, long.MaxValue) })
        {
            if (OldestDay(before, cursor, isThin: false) is { } dense)
                return await ThinAsync(dense, passed, cancellation);
            if (OldestDay(before, cursor, isThin: true) is { } oldest)
                return await DropAsync(oldest, passed, cancellation);
        }

        return await DropFromLogAsync(passed, cancellation);
    }

    /// <summary>Thins a day, some devices at a time.</summary>
    internal async Task<bool> ThinAsync(long number, long passedByAll, CancellationToken cancellation = default)
    {
        using var connection = database.OpenReader();
        var day = Thinning.Open(connection, number);
        var (plans, samples, dropped) = (new List<Thinning.Plan>(), 0, 0);
        foreach (var device in Thinning.Devices(connection, day))
        {
            var plan = Thinning.Prepare(connection, store.Damage, day, device);
            if (store.Damage.Days.Contains(number))
                break;
            plans.Add(plan);
            samples += plans[^1].Count;
            if (samples >= SamplesPerWrite)
                await WriteAsync();
        }

        if (plans.Count > 0)
            await WriteAsync();
        if (store.Damage.Days.Contains(number))
            return true;
        await writer.WriteAsync(writing => Thinning.Finish(writing, day), cancellation);
        LogThinned(DateTimeOffset.UnixEpoch.AddDays(number), dropped);
        return true;

        async Task WriteAsync()
        {
            var lost = plans.Sum(plan => plan.Dropped.Count(sequence => sequence > passedByAll));
            await writer.WriteAsync(
                writing =>
                {
                    Thinning.Execute(writing, day, plans);
                    NoteLost(writing, lost);
                },
                canFailAlone: false,
                cancellation);
            dropped += plans.Sum(plan => plan.Dropped.Count);
            (plans, samples) = ([], 0);
        }
    }

    /// <summary>Drops a day, part by part.</summary>
    internal async Task<bool> DropAsync(long day, long passedByAll, CancellationToken cancellation = default)
    {
        using var connection = database.OpenReader();
        var lostOf = BlockTable.Parts(connection, day, day).ToDictionary(
            part => part,
            part => BlockTable.OfPart(connection, store.Damage, part).Sum(block => block.Samples.Count(sample => sample.Sequence > passedByAll)));
        if (store.Damage.Days.Contains(day))
            return true;
        foreach (var (part, lost) in lostOf)
        {
            await writer.WriteAsync(
                writing =>
                {
                    writing.Run("DELETE FROM block WHERE block_id BETWEEN $first AND $last", ("$first", BlockId.Of(part, 0)), ("$last", BlockId.LastOf(part)));
                    writing.Run("DELETE FROM block_part WHERE part_id = $part", ("$part", part));
                    NoteLost(writing, lost);
                },
                canFailAlone: false,
                cancellation);
        }

        await writer.WriteAsync(writing => HourTable.Drop(writing, day), cancellation);
        LogDropped(DateTimeOffset.UnixEpoch.AddDays(day));
        return true;
    }

    private async Task<bool> DropFromLogAsync(long passedByAll, CancellationToken cancellation)
    {
        using var connection = database.OpenReader();
        var samples = SampleLog.After(connection, store.Damage, 0).Take(RowsPerDrop).SelectMany(row => row.Samples).ToList();
        if (samples.Count == 0)
            return false;
        await store.LeaveLogAsync(samples[^1].Sequence, writing => NoteLost(writing, samples.Count(sample => sample.Sequence > passedByAll)), cancellation);
        await writer.WriteAsync(writing => SampleLog.RemoveSettled(writing, RowsPerDrop), canFailAlone: false, cancellation);
        return true;
    }

    private void NoteLost(SqliteConnection connection, long samples)
    {
        if (samples > 0)
            connection.Run("UPDATE retention_state SET unforwarded = unforwarded + $samples, last_ms = $now", ("$samples", samples), ("$now", time.Now.ToUnixTimeMilliseconds()));
    }

    // Where there are fewer days, all are kept.
    private long FirstDayKept()
    {
        using var connection = database.OpenReader();
        return connection.Scalar<long?>(
            $"SELECT DISTINCT part_id >> {BlockId.StepBits} AS day FROM block_part ORDER BY day DESC LIMIT 1 OFFSET $keep", ("$keep", options.AlwaysKeepDays - 1)) ?? long.MinValue;
    }

    private long? OldestDay(long beforeDay, long passedByAll, bool isThin)
    {
        using var connection = database.OpenReader();
        // A day counts as a whole: dense while any part is, and passed when all parts are.
        return connection.Scalar<long?>(
            $"""
            SELECT min(day) FROM (SELECT part_id >> {BlockId.StepBits} AS day FROM block_part GROUP BY day HAVING min(is_thin) = $thin AND max(last_sequence) <= $passed)
            WHERE day < $before AND day NOT IN ({string.Join(", ", store.Damage.Days)})
            """,
            ("$thin", isThin ? 1 : 0), ("$passed", passedByAll), ("$before", beforeDay));
    }

    private static RetentionState ReadState(Database database)
    {
        using var connection = database.OpenReader();
        return connection.Rows("SELECT unforwarded, last_ms FROM retention_state", row => new RetentionState(row.GetInt64(0), row.GetInt64(1), false))[0];
    }

    // Pages that deletion has freed are used again before the file grows, so they do not count.
    private long UsedBytes()
    {
        if (options.MaximumDatabaseMegabytes == 0)
            return 0;
        using var connection = database.OpenReader();
        return (connection.Scalar<long>("PRAGMA page_count") - connection.Scalar<long>("PRAGMA freelist_count")) * connection.Scalar<long>("PRAGMA page_size");
    }

    [LoggerMessage(LogLevel.Error, "The database is above its bound of {Megabytes} MB (Gateway:Readings:MaximumDatabaseMegabytes) and holds no reading that could go. Raise the bound.")]
    private partial void LogNoRoom(int megabytes);

    [LoggerMessage(LogLevel.Error, "{Samples} samples had to go before every sink had them: the database is at its bound of {Megabytes} MB. Repair the sink or raise the bound (Gateway:Readings:MaximumDatabaseMegabytes).")]
    private partial void LogLost(long samples, int megabytes);

    [LoggerMessage(LogLevel.Information, "Made room: {Day:yyyy-MM-dd} thinned to a sample an hour, {Dropped} dropped.")]
    private partial void LogThinned(DateTimeOffset day, int dropped);

    [LoggerMessage(LogLevel.Information, "Made room: {Day:yyyy-MM-dd} dropped.")]
    private partial void LogDropped(DateTimeOffset day);
}
