using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Readings;

public sealed class RetentionTests : IAsyncDisposable
{
    private const long Day = BlockId.DayMilliseconds;
    private const int DayOfSamples = 96;

    // A midnight, so that days of the test are days of the store.
    private const long Midnight = TestBatches.Start / Day * Day;

    private readonly StoreUnderTest _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteReadingStore Store => _store.Store;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_thinned_day_still_tells_minimum_mean_maximum_and_count_of_every_hour()
    {
        await FeedAsync(days: 1);
        var all = Store.Read(1, Midnight, Midnight + Day).ToList();

        await ThinAsync(0);

        Assert.Equal(24, Store.Read(1, Midnight, Midnight + Day).Count());
        var hours = Store.ThinnedHours(1, Midnight, Midnight + Day);
        Assert.Equal(24, hours.Count);
        foreach (var hour in hours)
        {
            var raw = all.Where(sample => HourSummary.StartOf(sample.TimeUnixMilliseconds) == hour.StartUnixMilliseconds).ToList();
            for (var channel = 0; channel < 6; channel++)
            {
                var values = raw.Where(sample => sample.Faults[channel] == 0).Select(sample => sample.Values[channel]).ToList();
                Assert.Equal(new ChannelSummary(values.Count, values.Min(), values.Max(), values.Sum(value => (long)value)), hour.Channels[channel]);
            }

            Assert.Equal(900_000, hour.IntervalMilliseconds);
        }
    }

    [Fact]
    public async Task What_arrives_late_into_a_thinned_day_counts_once_before_and_after_it_is_thinned_again()
    {
        await FeedAsync(days: 1, skip: counter => counter is >= 40 and < 80);
        await ThinAsync(0);
        var through = Store.ThinnedHours(1, Midnight, Midnight + Day).Max(hour => hour.ThroughSequence);
        await AppendAsync(40, 40);
        await _store.Settler.SettleAsync(Cancellation);

        Assert.Equal(40, Store.Read(1, Midnight, Midnight + Day).Count(sample => sample.Sequence > through));
        await ThinAsync(0);

        var hours = Store.ThinnedHours(1, Midnight, Midnight + Day);
        Assert.Equal(DayOfSamples, hours.Sum(hour => hour.Channels[1].Count));
        Assert.Equal(24, hours.Count);
        Assert.Equal(24, Store.Read(1, Midnight, Midnight + Day).Count());
        await ThinAsync(0);
        Assert.Equivalent(hours.Select(hour => hour.Channels), Store.ThinnedHours(1, Midnight, Midnight + Day).Select(hour => hour.Channels), strict: true);
    }

    [Fact]
    public async Task A_failure_in_the_middle_of_thinning_leaves_the_day_as_it_was()
    {
        await FeedAsync(days: 1);

        using var reader = _store.Database.OpenReader();
        var day = Thinning.Open(reader, BlockId.DayOf(Midnight));
        var plan = Thinning.Prepare(reader, _store.Store.Damage, day, 1);
        await Assert.ThrowsAsync<IOException>(() => _store.Writer.WriteAsync<int>(
            connection =>
            {
                Thinning.Execute(connection, day, [plan]);
                throw new IOException("the power fails here");
            },
            Cancellation));
        await _store.ReopenAsync();

        Assert.Equal(DayOfSamples, Store.Read(1, Midnight, Midnight + Day).Count());
        Assert.Empty(Store.ThinnedHours(1, Midnight, Midnight + Day));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14 * 365)] // the host's clock jumped ahead
    [InlineData(-56 * 365)] // it stands in 1970
    public async Task The_bound_holds_oldest_days_go_first_and_the_last_days_are_never_touched(int clockAheadDays)
    {
        const int Days = 60;
        const int Keep = 10;
        // Wide noise makes big samples, so that few of them fill the bound.
        await FillAsync(Days);
        var options = new SettlingOptions { MaximumDatabaseMegabytes = 3, AlwaysKeepDays = Keep };
        var before = UsedBytes();
        Assert.True(before > 3 * 1_048_576, $"The feed is too small to test with: {before} bytes.");

        await _store.Retention(options, At(Days + clockAheadDays)).MakeRoomAsync(long.MaxValue, Cancellation);

        Assert.InRange(UsedBytes(), 0, 3 * 1_048_576);
        var counts = Enumerable.Range(0, Days).Select(day => Store.Read(1, Midnight + (day * Day), Midnight + ((day + 1) * Day)).Count()).ToList();
        Assert.All(counts[^Keep..], count => Assert.Equal(DayOfSamples, count));
        // Older is never denser: days go from the oldest on.
        Assert.Equal(counts.Order(), counts);
        Assert.True(counts[0] <= 24);
        await _store.ReopenAsync();
        Assert.Equal(0, await Store.AppendAsync(TestBatches.Make(first: 0, count: 60, start: Midnight), Cancellation));
    }

    [Fact]
    public async Task What_a_sink_lacks_goes_last_and_is_counted_and_what_is_left_comes_in_order()
    {
        const int Days = 60;
        await FillAsync(Days);
        var all = Store.LastSequence;
        // The sink stopped in the middle; nothing is old enough to go of itself.
        var cursor = all / 2;
        var retention = _store.Retention(new SettlingOptions { MaximumDatabaseMegabytes = 1, AlwaysKeepDays = 365 }, At(Days));

        await retention.MakeRoomAsync(cursor, Cancellation);

        Assert.InRange(UsedBytes(), 0, 1 * 1_048_576);
        Assert.True(retention.State.UnforwardedSamples > 0);
        Assert.False(retention.State.IsAboveBound);
        var left = new List<long>();
        for (var window = Store.ReadAfter(cursor, 1000); window.Count > 0; window = Store.ReadAfter(window[^1].Sequence, 1000))
            left.AddRange(window.Select(sample => sample.Sequence));
        Assert.Equal(left.Distinct().Order(), left);
        Assert.NotEmpty(left);
        Assert.Equal(all - cursor, left.Count + retention.State.UnforwardedSamples);
        Assert.DoesNotContain(Store.Read(1, 0, long.MaxValue), sample => sample.Sequence <= cursor);
        Assert.Equal(retention.State, _store.Retention().State);
    }

    [Fact]
    public void Summaries_come_back_from_their_bytes()
    {
        HourSummary[] hours =
        [
            new(Midnight, 2, 77, 900_000, [new(4, -30, 4095, 9001), default, new(1, int.MinValue, int.MinValue, int.MinValue)]),
            new(Midnight + 7_200_000, 3, 78, 0, [new(2, int.MinValue, int.MaxValue, -1)]),
        ];

        Assert.Equivalent(hours, HourSummaries.Unpack(HourSummaries.Pack(hours)), strict: true);
        // As databases from before schema step 113 have them.
        Assert.Equivalent(hours, HourSummaries.Unpack(HourSummaries.PackPlain(hours)), strict: true);
    }

    [Fact]
    public async Task Hours_of_a_usual_day_take_less_than_half_of_what_the_samples_took()
    {
        await Store.AppendAsync(TestBatches.Make(count: 48, start: Midnight), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 48, count: 48, start: Midnight), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        var before = Bytes("block");

        await ThinAsync(0);

        Assert.Equal(DayOfSamples, Store.ThinnedHours(1, Midnight, Midnight + Day).Sum(hour => hour.Channels[1].Count));
        Assert.InRange(Bytes("hour_summary"), 1, before / 2);
        Assert.InRange(Bytes("block") + Bytes("hour_summary"), 1, before * 3 / 4);

        long Bytes(string table)
        {
            using var connection = _store.Database.OpenReader();
            return connection.Scalar<long>($"SELECT sum(length(data)) FROM {table}");
        }
    }

    [Fact]
    public void Damaged_summaries_are_refused_and_ask_for_no_memory()
    {
        var data = HourSummaries.Pack([new(Midnight, 2, 77, 900_000, [new(4, -30, 4095, 9001)])]);

        for (var length = 1; length < data.Length; length++)
            Assert.Throws<InvalidDataException>(() => HourSummaries.Unpack(data.AsSpan(0, length)));
        Assert.Throws<InvalidDataException>(() => HourSummaries.Unpack([1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0]));
        Assert.Throws<InvalidDataException>(() => HourSummaries.Unpack([.. data[..^1], 0xFF, 0xFF]));
    }

    [Fact]
    public async Task What_settles_into_a_day_while_it_is_thinned_stays_dense_and_counts_once()
    {
        await FeedAsync(days: 1, skip: counter => counter is >= 40 and < 80);
        using var reader = _store.Database.OpenReader();
        var day = Thinning.Open(reader, BlockId.DayOf(Midnight));
        var plan = Thinning.Prepare(reader, _store.Store.Damage, day, 1);
        await AppendAsync(40, 40);
        await _store.Settler.SettleAsync(Cancellation);
        await _store.Writer.WriteAsync(connection => { Thinning.Execute(connection, day, [plan]); Thinning.Finish(connection, day); }, Cancellation);

        var through = Store.ThinnedHours(1, Midnight, Midnight + Day).Max(hour => hour.ThroughSequence);
        Assert.Equal(40, Store.Read(1, Midnight, Midnight + Day).Count(sample => sample.Sequence > through));
        await ThinAsync(0);

        Assert.Equal(DayOfSamples, Store.ThinnedHours(1, Midnight, Midnight + Day).Sum(hour => hour.Channels[1].Count));
        Assert.Equal(24, Store.Read(1, Midnight, Midnight + Day).Count());
    }

    private static FakeTimeProvider At(int day) => new(DateTimeOffset.FromUnixTimeMilliseconds(Midnight + (day * Day)));

    private Task<int> AppendAsync(uint first, int count) => Store.AppendAsync(TestBatches.Make(first: first, count: count, start: Midnight), Cancellation);

    private async Task FeedAsync(int days, Func<uint, bool>? skip = null)
    {
        for (uint counter = 0; counter < days * DayOfSamples; counter++)
        {
            if (skip?.Invoke(counter) != true)
                await AppendAsync(counter, 1);
        }

        await _store.Settler.SettleAsync(Cancellation);
    }

    private Task<bool> ThinAsync(int day) => _store.Retention().ThinAsync(BlockId.DayOf(Midnight) + day, long.MaxValue, Cancellation);

    private async Task FillAsync(int days)
    {
        var random = new Random(7);
        for (uint first = 0; first < days * DayOfSamples; first += 48)
        {
            await Task.WhenAll(Enumerable.Range(1, 20).Select(device =>
            {
                var batch = TestBatches.Make(device: device, first: first, count: 48, start: Midnight, channels: 8);
                for (var index = 0; index < batch.Values.Length; index++)
                    batch.Values[index] = random.Next(-1_000_000_000, 1_000_000_000);
                return Store.AppendAsync(batch, Cancellation);
            }));
        }

        await _store.Settler.SettleAsync(Cancellation);
    }

    private long UsedBytes()
    {
        using var connection = _store.Database.OpenReader();
        return (connection.Scalar<long>("PRAGMA page_count") - connection.Scalar<long>("PRAGMA freelist_count")) * connection.Scalar<long>("PRAGMA page_size");
    }
}
