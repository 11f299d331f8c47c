using Jena.SensorNode.Gateway.Readings.Log;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>
/// Moves samples whose time is final from the log into day blocks. They are read and packed beside the writer, which only
/// takes ready blocks; the log's rows are settled when the blocks are seen, in one transaction, and removed afterwards in small steps.
/// </summary>
internal sealed class LogSettler(SqliteReadingStore store, DatabaseWriter writer, Database database)
{
    /// <summary>Samples of one step: what the writer takes at once (some 300 KB) and a follower of old steps holds in memory.</summary>
    internal const int SamplesPerStep = 16_384;

    private const int RowsPerRemoval = 500;

    /// <summary>Blocks that one write takes: where thousands of devices settle at once, senders must not wait for all of them.</summary>
    internal int BlocksPerWrite { get; init; } = 300;

    /// <summary>Settles all that can.</summary>
    /// <returns>Samples settled.</returns>
    public async Task<int> SettleAsync(CancellationToken cancellation = default)
    {
        var total = 0;
        while (await store.RearrangeAsync(() => SettleStepAsync(cancellation), cancellation) is > 0 and var count)
            total += count;
        while (await writer.WriteAsync(connection => SampleLog.RemoveSettled(connection, RowsPerRemoval), canFailAlone: false, cancellation))
        {
        }

        return total;
    }

    /// <summary>Settles one step.</summary>
    /// <returns>Samples settled; 0 if nothing can.</returns>
    private async Task<int> SettleStepAsync(CancellationToken cancellation)
    {
        var samples = Next();
        if (samples.Count == 0)
            return 0;
        var last = samples[^1].Sequence;
        var days = BlockTable.ByDay(samples);
        var ahead = days.Sum(day => day.Blocks.Count) > BlocksPerWrite ? await AddAheadAsync(days, cancellation) : null;
        await store.LeaveLogAsync(
            last,
            connection =>
            {
                ahead?.ForEach(part => BlockTable.Announce(connection, part, last));
                foreach (var (day, blocks) in ahead is null ? days : [])
                    BlockTable.AddPart(connection, day, last, blocks);
            },
            cancellation);
        return samples.Count;
    }

    // Nobody sees a part's blocks before it is announced, so they may be written bit by bit.
    private async Task<List<long>> AddAheadAsync(List<(long Number, List<Block> Blocks)> days, CancellationToken cancellation)
    {
        var parts = new List<long>();
        foreach (var (day, blocks) in days)
        {
            var part = await writer.WriteAsync(connection => BlockTable.NewPart(connection, day), cancellation);
            foreach (var some in blocks.Chunk(BlocksPerWrite))
                await writer.WriteAsync(connection => BlockTable.AddBlocks(connection, part, some), cancellation);
            parts.Add(part);
        }

        return parts;
    }

    private List<Sample> Next()
    {
        using var connection = database.OpenReader();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var samples = new List<Sample>();
        foreach (var row in SampleLog.After(connection, store.Damage, SampleLog.SettledSequence(connection)).TakeWhile(row => row.Period == 0))
        {
            if (samples.Count > 0 && samples.Count + row.Samples.Count > SamplesPerStep)
                break;
            samples.AddRange(row.Samples);
        }

        return samples;
    }
}
