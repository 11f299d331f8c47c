using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>Round after round of settling and making room, with a sink that follows, stops for weeks and comes back.</summary>
public sealed class RoundsTests : IAsyncDisposable
{
    private const long Midnight = TestBatches.Start / BlockId.DayMilliseconds * BlockId.DayMilliseconds;
    private const int Devices = 40;

    private readonly StoreUnderTest _store = new();
    private readonly Sink _sink = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Midnight));
    private readonly Random _random = new(11);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_bound_holds_in_every_round_and_a_sink_gets_everything_that_was_not_counted_as_lost()
    {
        var options = new SettlingOptions { MaximumDatabaseMegabytes = 1, AlwaysKeepDays = 2 };
        var retention = _store.Retention(options, _time);
        using var service = new SettlingService(
            _store.Settler, retention, _store.Store, options, new ServiceCollection().AddSingleton<ILogFollower>(_sink).BuildServiceProvider(), _time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<SettlingService>.Instance);
        for (var day = 0; day < 40; day++)
        {
            await FeedDayAsync(day);
            _time.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(Midnight + ((day + 1) * BlockId.DayMilliseconds)));
            // Away from the tenth day to the thirtieth.
            if (day is < 10 or >= 30)
                Follow();
            await service.RoundAsync(Cancellation);
            Assert.InRange(UsedBytes(), 0, 1_048_576);
            if (day == 9)
                Assert.Equal(0, retention.State.UnforwardedSamples);
        }

        Assert.True(retention.State.UnforwardedSamples > 0, "three weeks do not fit into the bound");
        Assert.False(retention.State.IsAboveBound);
        Assert.Equal(_sink.Taken.Distinct().Order(), _sink.Taken);
        Assert.Equal(_store.Store.LastSequence, _sink.Taken.Count + retention.State.UnforwardedSamples);
    }

    [Fact]
    public async Task What_waits_for_the_clock_goes_last_and_is_counted_too()
    {
        for (var day = 0; day < 12; day++)
            await FeedDayAsync(day, period: 1);
        var retention = _store.Retention(new SettlingOptions { MaximumDatabaseMegabytes = 1 }, _time);
        Assert.True(UsedBytes() > 1_048_576);

        await retention.MakeRoomAsync(0, Cancellation);

        Assert.InRange(UsedBytes(), 0, 1_048_576);
        var left = _store.Store.ReadAfter(0, int.MaxValue);
        Assert.Equal(_store.Store.LastSequence, left.Count + retention.State.UnforwardedSamples);
        await _store.ReopenAsync();
        Assert.Equal(0, await _store.Store.AppendAsync(TestBatches.Make(device: 1, first: 0, count: 48), Cancellation));
    }

    private void Follow()
    {
        for (var next = _store.Store.ReadAfter(_sink.Cursor, 500); next.Count > 0; next = _store.Store.ReadAfter(_sink.Cursor, 500))
        {
            _sink.Taken.AddRange(next.Select(sample => sample.Sequence));
            _sink.Cursor = next[^1].Sequence;
        }
    }

    private async Task FeedDayAsync(int day, int period = 0)
    {
        for (var half = 0; half < 2; half++)
        {
            await Task.WhenAll(Enumerable.Range(1, Devices).Select(device =>
            {
                var batch = TestBatches.Make(device: device, first: (uint)((day * 96) + (half * 48)), count: 48, start: Midnight, period: period, channels: 8);
                for (var index = 0; index < batch.Values.Length; index++)
                    batch.Values[index] = _random.Next(-1_000_000_000, 1_000_000_000);
                return _store.Store.AppendAsync(batch, Cancellation);
            }));
        }
    }

    private long UsedBytes()
    {
        using var connection = _store.Database.OpenReader();
        return (connection.Scalar<long>("PRAGMA page_count") - connection.Scalar<long>("PRAGMA freelist_count")) * connection.Scalar<long>("PRAGMA page_size");
    }

    private sealed class Sink : ILogFollower
    {
        public long Cursor { get; set; }

        public List<long> Taken { get; } = [];
    }
}
