using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>Databases of the layout before schema step 112, with rows as that version wrote them.</summary>
public sealed class FirstLayoutTests : IAsyncDisposable
{
    private const long Midnight = TestBatches.Start / BlockId.DayMilliseconds * BlockId.DayMilliseconds;

    private readonly StoreUnderTest _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task An_old_database_keeps_every_sample_its_order_its_hours_and_what_falls_out_as_repeated()
    {
        var old = await OldDatabaseAsync();

        await _store.ReopenAsync();

        Assert.Equivalent(old.Everything, Everything(), strict: true);
        Assert.Equal(0, await _store.Store.AppendAsync(TestBatches.Make(first: 0, count: 60, start: Midnight), Cancellation));
        Assert.Equal(old.Last + 1, old.Last + await _store.Store.AppendAsync(TestBatches.Make(first: 500, start: Midnight), Cancellation));
        Assert.Equal(old.Last + 1, _store.Store.LastSequence);
        // What the old version settled, every sink had; what it held in its log comes in order.
        Assert.Equal(Enumerable.Range((int)old.Settled + 1, (int)(old.Last - old.Settled) + 1).Select(sequence => (long)sequence), _store.Store.ReadAfter(0, 1000).Select(sample => sample.Sequence));
        Assert.Equal(2, await _store.Store.RepairTimesAsync(
            samples => samples.Select(row => new RepairedTime(row.Sample.Sequence, row.Sample.TimeUnixMilliseconds, 5, row.Sample.ReceivedUnixMilliseconds, IsArrivalKnown: true)), cancellation: Cancellation));
    }

    [Fact]
    public async Task There_and_back_and_there_again_loses_nothing_also_of_what_settled_between()
    {
        await OldDatabaseAsync();
        await _store.ReopenAsync();
        await _store.Store.RepairTimesAsync(
            samples => samples.Select(row => new RepairedTime(row.Sample.Sequence, row.Sample.TimeUnixMilliseconds, 5, row.Sample.ReceivedUnixMilliseconds, IsArrivalKnown: true)), cancellation: Cancellation);
        await _store.Store.AppendAsync(TestBatches.Make(device: 2, first: 40, count: 30, start: Midnight), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        await _store.Retention().ThinAsync(BlockId.DayOf(Midnight), long.MaxValue, Cancellation);
        await _store.Store.AppendAsync(TestBatches.Make(device: 3, first: 0, count: 20, period: 9, start: Midnight), Cancellation);
        var expected = Everything();
        // Of a settling step that a power cut ended before anyone saw it.
        using (var connection = _store.Database.OpenWriter())
            BlockTable.AddBlocks(connection, BlockTable.NewPart(connection, BlockId.DayOf(Midnight)), [Block.Of(3, expected[0].Samples)]);

        Downgrade();
        using (var connection = _store.Database.OpenWriter())
            Assert.Equal(20, connection.Scalar<long>("SELECT count(*) FROM sample WHERE provisional = 9"));
        await _store.ReopenAsync();

        Assert.Equivalent(expected, Everything(), strict: true);
        Assert.Equal(20, await _store.Store.RepairTimesAsync(
            samples => samples.Select(row => new RepairedTime(row.Sample.Sequence, row.Sample.TimeUnixMilliseconds, row.Period, row.Sample.ReceivedUnixMilliseconds, IsArrivalKnown: true)), cancellation: Cancellation));
    }

    [Theory]
    [InlineData(0, 1)] // a sink that never took anything
    [InlineData(25, 26)]
    [InlineData(69, 70)]
    [InlineData(70, 71)]
    [InlineData(85, 86)] // in the log
    [InlineData(null, 71)] // nobody follows: what has settled stays settled
    public async Task What_a_sink_does_not_have_is_in_the_log_of_the_old_version_also_where_it_had_settled(int? cursor, long first)
    {
        await _store.Store.AppendAsync(TestBatches.Make(first: 0, count: 30, start: Midnight), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        await _store.Store.AppendAsync(TestBatches.Make(device: 2, first: 0, count: 40, start: Midnight + (23 * 3_600_000L)), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        await _store.Store.AppendAsync(TestBatches.Make(first: 30, count: 20, start: Midnight), Cancellation);
        var expected = Everything();
        using (var connection = _store.Database.OpenWriter())
        {
            connection.Run("INSERT INTO sink_cursor VALUES('level', 90)");
            connection.Run(cursor is null ? "DELETE FROM sink_cursor" : "INSERT INTO sink_cursor VALUES('behind', $cursor)", ("$cursor", cursor));
        }

        Downgrade();

        using (var connection = _store.Database.OpenReader())
        {
            // The old version reads its log after the cursor, and may settle none of it before the sink has it.
            Assert.Equal(Enumerable.Range((int)first, 91 - (int)first).Select(sequence => (long)sequence).Where(sequence => sequence > (cursor ?? 0)), connection.Rows(
                "SELECT sequence FROM sample WHERE sequence > $cursor ORDER BY sequence", row => row.GetInt64(0), ("$cursor", cursor ?? 0)));
            Assert.Equal(Math.Min(70, cursor ?? 70), connection.Scalar<long>("SELECT settled_sequence FROM reading_state"));
            Assert.Equal(90, connection.Scalar<long>("SELECT (SELECT count(*) FROM sample) + (SELECT coalesce(sum(sample_count), 0) FROM segment)"));
        }

        await _store.ReopenAsync();
        Assert.Equivalent(expected, Everything(), strict: true);
        Assert.Equal(Enumerable.Range((int)first, 91 - (int)first).Select(sequence => (long)sequence), _store.Store.ReadAfter(cursor ?? 0, 1000).Select(sample => sample.Sequence));
        Assert.Equal(0, await _store.Store.AppendAsync(TestBatches.Make(first: 0, count: 50, start: Midnight), Cancellation));
    }

    [Fact]
    public async Task A_failure_in_the_middle_of_the_change_leaves_the_old_database()
    {
        await OldDatabaseAsync();
        using (var connection = _store.Database.OpenWriter())
            connection.Run("UPDATE segment SET data = x'07' WHERE rowid = (SELECT max(rowid) FROM segment)");

        await Assert.ThrowsAsync<InvalidDataException>(_store.ReopenAsync);

        using var after = new SqliteConnection($"Data Source={_store.Path};Pooling=False");
        after.Open();
        Assert.True(after.Scalar<long>("SELECT count(*) FROM sample") > 0);
        Assert.DoesNotContain(112, MigrationRunner.Applied(after));
        Assert.Equal(0, after.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'block'"));
        after.Run("DELETE FROM segment WHERE data = x'07'");
    }

    private List<Whole> Everything() => [.. Enumerable.Range(1, 3).Select(device => new Whole(
        _store.Store.Read(device, long.MinValue, long.MaxValue).ToList(),
        _store.Store.ThinnedHours(device, long.MinValue, long.MaxValue),
        _store.Store.Streams(device)))];

    private void Downgrade()
    {
        using var connection = _store.Database.OpenWriter();
        Assert.Equal([115, 114, 113, 112], new MigrationRunner([new MigrationSet(StorageMigrations.All), new MigrationSet(ReadingMigrations.All)]).TakeBack(connection, new HashSet<int> { 112, 113, 114, 115 }).Select(step => step.Number));
        // What that version cannot read: hours begin with their time there, never with a mark.
        Assert.DoesNotContain(connection.Rows("SELECT data FROM hour_summary", row => (byte[])row[0]), data => data[0] == 1);
    }

    /// <summary>Fills a store, then lays it down as the old version would have.</summary>
    private async Task<(long Settled, long Last, List<Whole> Everything)> OldDatabaseAsync()
    {
        for (uint first = 0; first < 180; first += 60)
            await _store.Store.AppendAsync(TestBatches.Make(first: first, count: 60, start: Midnight), Cancellation);
        await _store.Store.AppendAsync(TestBatches.Make(device: 2, first: 0, count: 40, start: Midnight), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        await _store.Retention().ThinAsync(BlockId.DayOf(Midnight), long.MaxValue, Cancellation);
        var settled = _store.Store.LastSequence;
        await _store.Store.AppendAsync(TestBatches.Make(first: 180, count: 5, start: Midnight), Cancellation);
        await _store.Store.AppendAsync(TestBatches.Make(first: 190, count: 2, start: Midnight, period: 3), Cancellation);
        var everything = Everything();
        Downgrade();
        return (settled, _store.Store.LastSequence, everything);
    }

    private sealed record Whole(IReadOnlyList<Sample> Samples, IReadOnlyList<HourSummary> Hours, IReadOnlyList<StreamSummary> Streams);
}
