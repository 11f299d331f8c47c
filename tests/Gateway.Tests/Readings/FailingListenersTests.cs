using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>Failures beside the disk: of who listens, and of a settling in its middle.</summary>
public sealed class FailingListenersTests : IAsyncDisposable
{
    private readonly StoreUnderTest _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_listener_that_throws_takes_back_nothing_that_is_on_disk()
    {
        _store.Store.Appended += () => throw new InvalidOperationException("on purpose");

        Assert.Equal(5, await _store.Store.AppendAsync(TestBatches.Make(first: 0, count: 5), Cancellation));
        Assert.False(_store.Writer.State.IsFailing);
        Assert.Equal(0, await _store.Store.AppendAsync(TestBatches.Make(first: 0, count: 5), Cancellation));
        Assert.Equal(1, await _store.Store.AppendAsync(TestBatches.Make(first: 5), Cancellation));
        Assert.Equal([1L, 2, 3, 4, 5, 6], _store.Store.ReadAfter(0, 10).Select(sample => sample.Sequence));
    }

    [Fact]
    public async Task A_settling_that_fails_among_the_streams_saves_all_of_them_the_next_time()
    {
        for (var device = 1; device <= 6; device++)
            await _store.Store.AppendAsync(TestBatches.Make(device: device, count: 4), Cancellation);
        await _store.Writer.WriteAsync(
            connection => connection.Run("CREATE TRIGGER no_third BEFORE INSERT ON stream WHEN NEW.device_id = 3 BEGIN SELECT RAISE(ABORT, 'on purpose'); END"), Cancellation);
        await Assert.ThrowsAnyAsync<Exception>(() => _store.Settler.SettleAsync(Cancellation));
        await _store.Writer.WriteAsync(connection => connection.Run("DROP TRIGGER no_third"), Cancellation);

        await _store.Settler.SettleAsync(Cancellation);
        await _store.ReopenAsync();

        for (var device = 1; device <= 6; device++)
            Assert.Equal(0, await _store.Store.AppendAsync(TestBatches.Make(device: device, count: 4), Cancellation));
    }

    [Fact]
    public async Task A_long_range_comes_once_and_by_time_while_the_log_settles_between_its_parts()
    {
        for (uint first = 0; first < 100 * 96; first += 48)
            await _store.Store.AppendAsync(TestBatches.Make(first: first, count: 48), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        for (uint first = 100 * 96; first < 120 * 96; first += 48)
            await _store.Store.AppendAsync(TestBatches.Make(first: first, count: 48), Cancellation);

        var read = new List<uint>();
        foreach (var sample in _store.Store.Read(1, long.MinValue, long.MaxValue))
        {
            read.Add(sample.Identity.Counter);
            if (read.Count == 500)
                await _store.Settler.SettleAsync(Cancellation);
        }

        Assert.Equal(Enumerable.Range(0, 120 * 96).Select(counter => (uint)counter), read);
    }
}
