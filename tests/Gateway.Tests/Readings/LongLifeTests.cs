using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>
/// A store lives through random days beside a plain model of it: appended, repeated, repaired, settled, thinned, dropped,
/// followed, opened again. JENA_STORE_STEPS sets how long (300 in the normal run).
/// </summary>
public sealed class LongLifeTests : IAsyncDisposable
{
    private const long Midnight = TestBatches.Start / BlockId.DayMilliseconds * BlockId.DayMilliseconds;

    private readonly StoreUnderTest _store = new();
    private readonly Dictionary<SampleIdentity, (long Sequence, int Value, bool IsProvisional)> _model = [];
    private readonly HashSet<SampleIdentity> _gone = [];
    private readonly List<SampleIdentity> _byOrder = [];
    private long _cursor;

    private static int Steps => int.TryParse(Environment.GetEnvironmentVariable("JENA_STORE_STEPS"), out var steps) ? steps : 300;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteReadingStore Store => _store.Store;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_happens_to_it_the_store_answers_as_its_model(int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < Steps / 3; step++)
        {
            switch (random.Next(20))
            {
                case 0:
                    await _store.ReopenAsync();
                    break;
                case 1 or 2:
                    await _store.Settler.SettleAsync(Cancellation);
                    break;
                case 3:
                    await ThinAsync(random);
                    break;
                case 4:
                    await RepairAsync();
                    break;
                case 5 or 6:
                    Follow(random.Next(1, 400));
                    break;
                case 7:
                    Check(random.Next(1, 5));
                    break;
                default:
                    await AppendAsync(random);
                    break;
            }
        }

        for (var device = 1; device <= 4; device++)
            Check(device);
        Follow(int.MaxValue);
        Assert.Equal(_byOrder.Count, Store.LastSequence);
    }

    private async Task AppendAsync(Random random)
    {
        // Few devices and few counters, so that repeats, gaps and late arrivals are common.
        var batch = TestBatches.Make(
            device: random.Next(1, 5), boot: (uint)random.Next(1, 3), incarnation: random.Next(10) == 0 ? 1 : 0, first: (uint)random.Next(400), count: random.Next(1, 65),
            period: random.Next(12) == 0 ? 1 : 0, start: Midnight);
        var added = 0;
        for (var index = 0; index < batch.Count; index++)
        {
            var identity = batch.IdentityOf(index);
            if (_gone.Contains(identity) || _model.ContainsKey(identity))
                continue;
            added++;
            _byOrder.Add(identity);
            _model[identity] = (_byOrder.Count, batch.ValuesOf(index)[5], batch.ProvisionalPeriod != 0);
        }

        Assert.Equal(added, await Store.AppendAsync(batch, Cancellation));
    }

    private async Task RepairAsync()
    {
        var count = await Store.RepairTimesAsync(
            samples => samples.Select(row => new RepairedTime(row.Sample.Sequence, row.Sample.TimeUnixMilliseconds, 1, row.Sample.ReceivedUnixMilliseconds, IsArrivalKnown: true)), cancellation: Cancellation);
        Assert.Equal(_model.Count(pair => pair.Value.IsProvisional), count);
        foreach (var (identity, sample) in _model.ToList())
            _model[identity] = sample with { IsProvisional = false };
    }

    private async Task ThinAsync(Random random)
    {
        await _store.Settler.SettleAsync(Cancellation);
        var day = random.Next(5);
        var settled = Settled();
        var kept = _model.Where(pair => pair.Value.Sequence <= settled && DayOf(pair.Key) == day).GroupBy(pair => pair.Key.DeviceId).SelectMany(device => device
            .OrderBy(pair => pair.Key.Counter).ThenBy(pair => pair.Value.Sequence).DistinctBy(pair => pair.Key.Counter / 4)).Select(pair => pair.Key).ToHashSet();
        var drop = random.Next(6) == 0;
        var retention = _store.Retention(time: new FakeTimeProvider());
        await (drop ? retention.DropAsync(BlockId.DayOf(Midnight) + day, long.MaxValue, Cancellation) : retention.ThinAsync(BlockId.DayOf(Midnight) + day, long.MaxValue, Cancellation));
        foreach (var identity in _model.Where(pair => pair.Value.Sequence <= settled && DayOf(pair.Key) == day && (drop || !kept.Contains(pair.Key))).Select(pair => pair.Key).ToList())
        {
            _gone.Add(identity);
            _model.Remove(identity);
        }
    }

    private void Follow(int window)
    {
        var next = Store.ReadAfter(_cursor, window);
        var expected = _byOrder.Skip((int)_cursor).Where(_model.ContainsKey).Take(window).ToList();
        Assert.Equal(expected, next.Select(sample => sample.Identity));
        _cursor = next.Count > 0 ? next[^1].Sequence : _cursor;
    }

    private void Check(int device)
    {
        var expected = _model.Where(pair => pair.Key.DeviceId == device).OrderBy(pair => pair.Key.Counter).ThenBy(pair => pair.Value.Sequence)
            .Select(pair => (pair.Key, pair.Value)).ToList();
        Assert.Equal(expected, Store.Read(device, long.MinValue, long.MaxValue).Select(Of));
        Assert.Equal(expected.OrderBy(sample => sample.Value.Sequence).TakeLast(100), Store.Recent(device, 100).Select(Of));
        Assert.Equal(expected.Count == 0 ? null : expected[^1].Key.Counter, Store.Latest(device)?.Identity.Counter);
        foreach (var (identity, _) in expected.Take(3))
            Assert.Equal(identity, Store.Find(identity)?.Identity);
        foreach (var identity in _gone.Where(identity => identity.DeviceId == device).Take(3))
            Assert.Null(Store.Find(identity));
        Assert.Equal(
            _byOrder.Count(identity => identity.DeviceId == device),
            Store.Streams(device).Sum(stream => stream.Ranges.Sum(range => (long)range.Last - range.First + 1)));

        static (SampleIdentity, (long, int, bool)) Of(Sample sample) => (sample.Identity, (sample.Sequence, sample.Values[5], sample.TimeIsProvisional));
    }

    // Everything before the first provisional sample is settled.
    private long Settled() => _model.Values.Where(sample => sample.IsProvisional).Select(sample => sample.Sequence).DefaultIfEmpty(long.MaxValue).Min() - 1;

    private static long DayOf(SampleIdentity identity) => identity.Counter / 96;
}
