using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Storage;

public class DatabaseWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_work_that_throws_is_undone_alone()
    {
        await using var store = new StoreUnderTest();
        await store.Writer.WriteAsync(connection => connection.Run("CREATE TABLE note(text TEXT)"), Cancellation);

        var good = store.Writer.WriteAsync(connection => connection.Run("INSERT INTO note VALUES('good')"), Cancellation);
        var bad = store.Writer.WriteAsync<int>(
            connection =>
            {
                connection.Run("INSERT INTO note VALUES('bad')");
                throw new InvalidOperationException("on purpose");
            },
            Cancellation);
        var better = store.Writer.WriteAsync(connection => connection.Run("INSERT INTO note VALUES('better')"), Cancellation);

        await good;
        await better;
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        using var reader = store.Database.OpenReader();
        Assert.Equal(["good", "better"], reader.Rows("SELECT text FROM note", row => row.GetString(0)));
        Assert.False(store.Writer.State.IsFailing);
    }

    [Fact]
    public async Task A_full_disk_acknowledges_nothing_raises_the_alarm_and_ends_by_itself()
    {
        await using var store = new StoreUnderTest();
        await store.Store.AppendAsync(TestBatches.Make(first: 0, count: 10), Cancellation);
        await Limit(store, pages: 60);

        uint first = 10;
        var acknowledged = 10;
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            for (; first < 100_000; first += 60)
                acknowledged += await store.Store.AppendAsync(TestBatches.Make(first: first, count: 60), Cancellation);
        });

        Assert.True(store.Writer.State.IsFailing);
        Assert.True(store.Writer.FailingFor >= TimeSpan.Zero);
        Assert.Equal(acknowledged, store.Store.LastSequence);
        Assert.Equal(0, store.Store.CountKnown(new StreamKey(1, 1, 0), first, 60));

        // Room again (a new connection has no limit): without any sender the alarm ends, and the same samples are taken.
        await Eventually.TrueAsync(() => !store.Writer.State.IsFailing, "the writer recovers by itself");
        Assert.Null(store.Writer.FailingFor);
        Assert.Equal(60, await store.Store.AppendAsync(TestBatches.Make(first: first, count: 60), Cancellation));
        Assert.Equal(acknowledged + 60, store.Store.LastSequence);
        await store.ReopenAsync();
        Assert.Equal(Enumerable.Range(1, acknowledged + 60).Select(sequence => (long)sequence), store.Store.ReadAfter(0, 1_000_000).Select(sample => sample.Sequence));
    }

    [Fact]
    public async Task A_closed_writer_says_so()
    {
        var store = new StoreUnderTest();
        var writer = store.Writer;
        await store.DisposeAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => writer.WriteAsync(_ => 1, Cancellation));
    }

    [Fact]
    public async Task At_the_end_the_database_is_one_file_so_that_who_copies_it_by_hand_has_everything()
    {
        using var folder = new TestFolder();
        var path = folder.File("gateway.db");
        await using (var store = new StoreUnderTest(path))
        {
            await store.Store.AppendAsync(TestBatches.Make(count: 40), Cancellation);
            // A reader's connection is the last one of the store to close.
            Assert.Equal(40, store.Store.ReadAfter(0, 100).Count);
            Assert.True(new FileInfo(path + "-wal").Length > 0);
        }

        Assert.False(File.Exists(path + "-wal"));
        File.Copy(path, folder.File("copy.db"));
        await using var copy = new StoreUnderTest(folder.File("copy.db"));
        Assert.Equal(40, copy.Store.ReadAfter(0, 100).Count);
    }

    // SQLite's own bound stands for the end of the disk: the same error, at the same place.
    private static Task<int> Limit(StoreUnderTest store, int pages) =>
        store.Writer.WriteAsync(connection => connection.Run($"PRAGMA max_page_count = {pages}"), Cancellation);
}
