using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Storage;

/// <summary>Somebody reads years and takes his time: what is written meanwhile must not pile up on the card.</summary>
public sealed class LongReaderTests : IAsyncDisposable
{
    private readonly StoreUnderTest _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_write_ahead_log_stays_bounded_and_the_reader_gets_everything_once()
    {
        for (uint first = 0; first < 120 * 96; first += 60)
            await _store.Store.AppendAsync(TestBatches.Make(first: first, count: 60), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        using var reader = _store.Store.Read(1, long.MinValue, long.MaxValue).GetEnumerator();
        var read = new List<uint>();
        for (var count = 0; count < 1000 && reader.MoveNext(); count++)
            read.Add(reader.Current.Identity.Counter);

        var longest = 0L;
        for (uint round = 0; round < 60; round++)
        {
            await Task.WhenAll(Enumerable.Range(2, 200).Select(device => _store.Store.AppendAsync(TestBatches.Make(device: device, first: round * 60, count: 60), Cancellation)));
            longest = Math.Max(longest, new FileInfo(_store.Path + "-wal").Length);
            // How much more is written while it is copied is a matter of the machine, and of what else it has to do.
            await Eventually.TrueAsync(() => !_store.Writer.IsCopying, "the log is copied");
        }

        // 12 MB were written; the log is folded into the database at 4 MB, whoever reads.
        Assert.InRange(longest, 1_000_000, 6_000_000);
        Assert.True(new FileInfo(_store.Path).Length > 6_000_000);
        while (reader.MoveNext())
            read.Add(reader.Current.Identity.Counter);
        Assert.Equal(Enumerable.Range(0, 120 * 96).Select(counter => (uint)counter), read);
    }
}
