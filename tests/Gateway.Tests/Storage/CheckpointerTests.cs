using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Storage;

/// <summary>The write-ahead log goes into the database beside the writer, begins anew, and never grows without bound.</summary>
public sealed class CheckpointerTests : IAsyncDisposable
{
    private const int KilobytesPerWrite = 100;
    private readonly StoreUnderTest _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private long LogMegabytes => new FileInfo(_store.Path + "-wal").Length / 1_000_000;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_log_begins_anew_again_and_again_under_steady_writing()
    {
        var megabytes = 0;
        // At 80 MB in any case; beyond, where the machine has so much else to do that copying lags behind writing.
        for (; megabytes < 80 || _store.Writer.Checkpoints < 2; megabytes += 10)
            await WriteAsync(megabytes: 10);
        await SettleAsync();

        Assert.True(LogMegabytes <= 16, $"the log has {LogMegabytes} MB");
        Assert.Equal(megabytes * 10, Count());
    }

    [Fact]
    public async Task A_long_reader_hinders_no_writer_and_the_log_begins_anew_when_it_has_gone()
    {
        using (var reader = _store.Database.OpenReader())
        using (var snapshot = reader.BeginTransaction(deferred: true))
        {
            Assert.Equal(0, Count(reader));
            await WriteAsync(megabytes: 30);
            Assert.True(LogMegabytes >= 30);
            Assert.Equal(0, Count(reader));
        }

        // The next copy covers all, so that the log begins anew and is cut to its limit.
        await WriteAsync(megabytes: 40);
        await SettleAsync();

        Assert.Equal(700, Count());
        Assert.True(LogMegabytes <= 17, $"the log has {LogMegabytes} MB");
    }

    [Fact]
    public async Task What_was_copied_and_what_was_not_is_all_there_after_a_power_cut()
    {
        await WriteAsync(megabytes: 17);
        using var folder = new TestFolder();
        var copy = folder.File("gateway.db");
        // As the card has it at this moment: the writer is at rest, and neither file is folded up.
        File.Copy(_store.Path, copy);
        File.Copy(_store.Path + "-wal", copy + "-wal");

        await using var after = new StoreUnderTest(copy);
        using var reader = after.Database.OpenReader();

        Assert.Equal(170, Count(reader));
        Assert.Equal("ok", reader.Scalar<string>("PRAGMA integrity_check"));
    }

    private async Task WriteAsync(int megabytes)
    {
        await _store.Writer.WriteAsync(connection => connection.Run("CREATE TABLE IF NOT EXISTS stuff(data BLOB)"), Cancellation);
        for (var written = 0; written < megabytes * 1000; written += KilobytesPerWrite)
            await _store.Writer.WriteAsync(connection => connection.Run($"INSERT INTO stuff VALUES(randomblob({KilobytesPerWrite * 1000}))"), Cancellation);
    }

    // Copying that is under way ends, the writer copies the rest, and the commit after that begins the log anew.
    private async Task SettleAsync()
    {
        for (var round = 0; round < 3; round++)
        {
            await Eventually.TrueAsync(() => !_store.Writer.IsCopying, "the log is copied");
            await _store.Writer.WriteAsync(connection => connection.Run("UPDATE storage_probe SET count = count + 1"), Cancellation);
        }
    }

    private long Count()
    {
        using var reader = _store.Database.OpenReader();
        return Count(reader);
    }

    private static long Count(SqliteConnection reader) =>
        reader.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'stuff'") == 0 ? 0 : reader.Scalar<long>("SELECT count(*) FROM stuff");
}
