using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Storage;

/// <summary>The disk is full at any page of any commit, again and again, among several senders and while the log settles.</summary>
public sealed class FullAtRandomTests : IAsyncDisposable
{
    private readonly StoreUnderTest _store = new();
    private readonly ConcurrentBag<SampleIdentity> _acknowledged = [];
    private readonly ConcurrentBag<SampleIdentity> _refused = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_is_acknowledged_that_is_not_there_and_nothing_there_that_was_refused(int seed)
    {
        var random = new Random(seed);
        var failures = 0;
        for (uint round = 0; round < 12; round++)
        {
            await _store.Writer.WriteAsync(connection => connection.Run($"PRAGMA max_page_count = {connection.Scalar<long>("PRAGMA page_count") + random.Next(40)}"), Cancellation);
            var senders = Enumerable.Range(1, 6).Select(device => Task.Run(() => SendAsync(device, round * 200), Cancellation)).ToList();
            failures += await SettleAsync() ? 0 : 1;
            await Task.WhenAll(senders);
            await Eventually.TrueAsync(() => !_store.Writer.State.IsFailing, "the writer recovers by itself");
            Check();
        }

        Assert.True(!_refused.IsEmpty && !_acknowledged.IsEmpty, $"{_acknowledged.Count} acknowledged, {_refused.Count} refused, {failures} settlings refused");
        await _store.ReopenAsync();
        Check();
        await _store.Settler.SettleAsync(Cancellation);
        await _store.ReopenAsync();
        Check();
        foreach (var identity in _acknowledged.Take(200))
            Assert.Equal(0, await _store.Store.AppendAsync(TestBatches.Make(device: identity.DeviceId, first: identity.Counter), Cancellation));
        foreach (var identity in _refused.Distinct().Except(_acknowledged).Take(200))
            Assert.Equal(1, await _store.Store.AppendAsync(TestBatches.Make(device: identity.DeviceId, first: identity.Counter), Cancellation));
    }

    private async Task SendAsync(int device, uint first)
    {
        for (var batch = 0; batch < 10; batch++, first += 20)
        {
            var identities = Enumerable.Range(0, 20).Select(index => new SampleIdentity(device, 1, 0, first + (uint)index)).ToList();
            try
            {
                Assert.Equal(20, await _store.Store.AppendAsync(TestBatches.Make(device: device, first: first, count: 20), Cancellation));
                identities.ForEach(_acknowledged.Add);
            }
            catch (StorageUnavailableException)
            {
                identities.ForEach(_refused.Add);
            }
        }
    }

    private async Task<bool> SettleAsync()
    {
        try
        {
            await _store.Settler.SettleAsync(Cancellation);
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    private void Check()
    {
        var followed = _store.Store.ReadAfter(0, 1_000_000);
        Assert.Equal(followed.Count, followed.DistinctBy(sample => sample.Identity).Count());
        Assert.True(_acknowledged.ToHashSet().SetEquals(followed.Select(sample => sample.Identity)));
        Assert.Equal(Enumerable.Range(1, followed.Count).Select(sequence => (long)sequence), followed.Select(sample => sample.Sequence));
        Assert.Equal(followed.Count, _store.Store.LastSequence);
        foreach (var device in followed.GroupBy(sample => sample.Identity.DeviceId))
            Assert.Equal(device.Count(), _store.Store.Streams(device.Key).Sum(stream => stream.Ranges.Sum(range => (long)range.Last - range.First + 1)));
    }
}
