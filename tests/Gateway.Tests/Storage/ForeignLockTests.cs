using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Storage;

/// <summary>Another program holds the database for writing, longer than the writer waits for it.</summary>
public sealed class ForeignLockTests : IAsyncDisposable
{
    private readonly StoreUnderTest _store = new(options: new StorageOptions { WriteQueueLength = 16 });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_alarm_says_so_readers_go_on_and_what_waits_is_stored_when_the_other_lets_go()
    {
        await _store.Store.AppendAsync(TestBatches.Make(first: 0, count: 5), Cancellation);
        var foreign = await LockAsync();
        var waiting = _store.Store.AppendAsync(TestBatches.Make(first: 5, count: 5), Cancellation);
        await Eventually.TrueAsync(() => _store.Writer.State.IsFailing, "the alarm");

        Assert.Contains("Another program", _store.Writer.State.Error, StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(5, _store.Store.Read(1, 0, long.MaxValue).Count());
        Assert.Equal(5, _store.Store.LastSequence);
        await foreign.DisposeAsync();

        Assert.Equal(5, await waiting);
        await Eventually.TrueAsync(() => !_store.Writer.State.IsFailing, "the alarm ends");
        await _store.ReopenAsync();
        Assert.Equal(Enumerable.Range(1, 10).Select(sequence => (long)sequence), _store.Store.ReadAfter(0, 100).Select(sample => sample.Sequence));
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_the_queue_has_stored_nothing_and_who_is_in_it_is_stored()
    {
        var foreign = await LockAsync();
        using var patience = new CancellationTokenSource();
        // 16 in the queue, and what the writer has in hand; the others wait outside.
        var senders = Enumerable.Range(1, 60).Select(device => _store.Store.AppendAsync(TestBatches.Make(device: device, count: 3), patience.Token)).ToList();
        await Eventually.TrueAsync(() => _store.Writer.QueueLength == 16, "the queue is full");

        await patience.CancelAsync();
        await foreign.DisposeAsync();

        var stored = new List<int>();
        foreach (var (index, sender) in senders.Index())
        {
            try
            {
                Assert.Equal(3, await sender);
                stored.Add(index + 1);
            }
            catch (OperationCanceledException)
            {
                Assert.Empty(_store.Store.Streams(index + 1));
            }
        }

        Assert.InRange(stored.Count, 16, 59);
        await _store.ReopenAsync();
        Assert.Equal(stored, _store.Store.ReadAfter(0, 1000).Select(sample => sample.Identity.DeviceId).Distinct().Order());
        Assert.Equal(stored.Count * 3, _store.Store.LastSequence);
        Assert.Equal(3, await _store.Store.AppendAsync(TestBatches.Make(device: Enumerable.Range(1, 60).Except(stored).First(), count: 3), Cancellation));
    }

    [Fact]
    public async Task Who_has_given_up_before_has_stored_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.Store.AppendAsync(TestBatches.Make(count: 3), new CancellationToken(canceled: true)));

        Assert.Equal(0, _store.Store.LastSequence);
        Assert.Equal(3, await _store.Store.AppendAsync(TestBatches.Make(count: 3), Cancellation));
    }

    [Fact]
    public async Task A_gateway_that_stops_meanwhile_does_not_wait_for_the_other_and_acknowledges_nothing()
    {
        await using var foreign = await LockAsync();
        var waiting = _store.Store.AppendAsync(TestBatches.Make(count: 3), Cancellation);

        await _store.Writer.DisposeAsync();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => waiting);
        Assert.Equal(0, _store.Store.LastSequence);
    }

    private async Task<SqliteConnection> LockAsync()
    {
        var foreign = new SqliteConnection($"Data Source={_store.Path};Pooling=False");
        await foreign.OpenAsync(Cancellation);
        foreign.Run("BEGIN IMMEDIATE");
        return foreign;
    }
}
