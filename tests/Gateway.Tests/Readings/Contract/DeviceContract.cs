using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>What can be asked of one device.</summary>
public abstract partial class ReadingStoreContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_latest_is_the_newest_by_time_not_by_arrival_also_after_a_start(bool settles)
    {
        await Store.AppendAsync(TestBatches.Make(first: 200, count: 3), Cancellation);
        if (settles)
            await SettleAsync();
        await ReopenAsync();

        // A journal that waited: older samples, more than any window, committed later.
        for (uint first = 0; first < 180; first += 60)
            await Store.AppendAsync(TestBatches.Make(first: first, count: 60), Cancellation);
        Assert.Equal(202u, Store.Latest(1)!.Identity.Counter);
        await Store.AppendAsync(TestBatches.Make(first: 180, count: 20), Cancellation);
        Assert.Equal(202u, Store.Latest(1)!.Identity.Counter);
        await Store.AppendAsync(TestBatches.Make(first: 203, count: 1), Cancellation);
        Assert.Equal(203u, Store.Latest(1)!.Identity.Counter);
        Assert.Null(Store.Latest(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(61)]
    [InlineData(500)]
    public async Task Recent_gives_the_last_by_order_of_commit_from_log_and_blocks(int count)
    {
        await Store.AppendAsync(TestBatches.Make(first: 100, count: 60), Cancellation);
        await SettleAsync();
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 60), Cancellation);
        await SettleAsync();
        await Store.AppendAsync(TestBatches.Make(device: 2, first: 0, count: 9), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 160, count: 7), Cancellation);

        var expected = Enumerable.Range(100, 60).Concat(Enumerable.Range(0, 60)).Concat(Enumerable.Range(160, 7)).TakeLast(count).Select(counter => (uint)counter);
        Assert.Equal(expected, Store.Recent(1, count).Select(sample => sample.Identity.Counter));
    }

    [Theory]
    [InlineData(-5_000_000_000_000)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(86_399_999)]
    [InlineData(4_102_444_800_000)]
    [InlineData(9_999_999_999_999)]
    public async Task Any_time_that_a_wrong_clock_gives_is_kept_and_found(long start)
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 3, start: start), Cancellation);

        Check();
        await SettleAsync();
        Check();
        await ReopenAsync();
        Check();

        void Check()
        {
            Assert.Equal([start, start + 900_000, start + 1_800_000], Store.Read(1, long.MinValue, long.MaxValue).Select(sample => sample.TimeUnixMilliseconds));
            Assert.Equal([start + 900_000], Store.Read(1, start + 1, start + 1_800_000).Select(sample => sample.TimeUnixMilliseconds));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task The_widest_values_come_back_as_they_were(int channels)
    {
        var template = TestBatches.Make(boot: uint.MaxValue, first: uint.MaxValue - 1, count: 4, incarnation: int.MaxValue, channels: channels);
        var batch = new SampleBatch
        {
            Stream = new StreamKey((1 << 27) - 1, uint.MaxValue, int.MaxValue),
            FirstCounter = template.FirstCounter,
            LayoutId = int.MaxValue,
            BatteryMillivolts = int.MaxValue,
            ReceivedUnixMilliseconds = -1,
            ProvisionalPeriod = 0,
            AgeSeconds = uint.MaxValue,
            DelayBoundMilliseconds = int.MaxValue,
            NodeSeconds = [uint.MaxValue, 0, uint.MaxValue, 5],
            TimesUnixMilliseconds = [0, 253_402_300_799_999, -62_135_596_800_000, 5],
            UncertaintiesMilliseconds = [int.MaxValue, 0, int.MaxValue, 1],
            ChannelCount = channels,
            Values = [.. Enumerable.Range(0, 4 * channels).Select(index => index % 2 == 0 ? int.MinValue : int.MaxValue)],
            Faults = [.. Enumerable.Range(0, 4 * channels).Select(index => (byte)(index % 3 == 0 ? 255 : 0))],
        };
        await Store.AppendAsync(batch, Cancellation);
        var before = Store.Read(batch.Stream.DeviceId, long.MinValue, long.MaxValue).ToList();
        await SettleAsync();
        await ReopenAsync();

        var read = Store.Read(batch.Stream.DeviceId, long.MinValue, long.MaxValue).OrderBy(sample => sample.Sequence).ToList();
        Assert.Equivalent(before.OrderBy(sample => sample.Sequence), read, strict: true);
        Assert.Equal([uint.MaxValue - 1, uint.MaxValue, 0u, 1u], read.Select(sample => sample.Identity.Counter));
        Assert.Equal(batch.Values, read.SelectMany(sample => sample.Values));
        Assert.Equal(batch.Faults, read.SelectMany(sample => sample.Faults));
        Assert.Equal(batch.NodeSeconds, read.Select(sample => sample.NodeSeconds));
        Assert.Equal((uint.MaxValue, int.MaxValue), (read[3].AgeSeconds, read[3].DelayBoundMilliseconds));
        Assert.Equal(4, Store.CountKnown(batch.Stream, uint.MaxValue - 1, 4));
        Assert.Equal(0, await Store.AppendAsync(batch, Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task A_batch_of_no_or_too_many_samples_is_refused(int count) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendAsync(TestBatches.Make(count: 65).Cut(count), Cancellation));

    [Fact]
    public async Task Streams_tell_every_gap_and_close_it_when_the_rest_comes()
    {
        foreach (var first in new uint[] { 10, 0, 5, 20 })
            await Store.AppendAsync(TestBatches.Make(first: first, count: 2), Cancellation);
        await Store.AppendAsync(TestBatches.Make(boot: 9, incarnation: 2, first: 3), Cancellation);
        await SettleAsync();
        await Store.AppendAsync(TestBatches.Make(first: 2, count: 3), Cancellation);
        await ReopenAsync();

        var streams = Store.Streams(1);
        Assert.Equal([new StreamKey(1, 1, 0), new StreamKey(1, 9, 2)], streams.Select(stream => stream.Key));
        Assert.Equal([(0u, 6u), (10u, 11u), (20u, 21u)], streams[0].Ranges);
        Assert.Empty(Store.Streams(2));
        Assert.Equal(9, Store.CountKnown(new StreamKey(1, 1, 0), 0, 20));
        Assert.Equal(0, Store.CountKnown(new StreamKey(7, 1, 0), 0, 20));
    }

    [Fact]
    public async Task Times_that_were_not_repaired_stay_provisional_and_hold_back_what_follows()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 2), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 2, count: 3, period: 4), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 5, count: 1), Cancellation);

        Assert.Equal(1, await Store.RepairTimesAsync(samples => [Repaired(samples[1])], cancellation: Cancellation));
        await SettleAsync();
        await ReopenAsync();
        var left = new List<ProvisionalSample>();
        Assert.Equal(3, await Store.RepairTimesAsync(samples => { left.AddRange(samples); return samples.Select(Repaired); }, cancellation: Cancellation));
        Assert.All(left, sample => Assert.Equal(4, sample.Period));

        Assert.Equal(0, await Store.RepairTimesAsync(samples => samples.Select(Repaired), cancellation: Cancellation));
        Assert.Equal([1L, 2, 3, 4, 5, 6], Store.ReadAfter(0, 10).Select(sample => sample.Sequence));
        Assert.All(Store.ReadAfter(2, 3), sample => Assert.Equal((77, false), (sample.UncertaintyMilliseconds, sample.TimeIsProvisional)));

        static RepairedTime Repaired(ProvisionalSample sample) => new(sample.Sample.Sequence, sample.Sample.TimeUnixMilliseconds + 1, 77, sample.Sample.ReceivedUnixMilliseconds + 1, IsArrivalKnown: true);
    }

    [Fact]
    public async Task Thinned_hours_are_told_by_half_open_range_for_the_device_asked_and_survive_a_start()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 60, start: Midnight), Cancellation);
        await Store.AppendAsync(TestBatches.Make(device: 2, first: 0, count: 8, start: Midnight), Cancellation);
        await SettleAsync();
        Assert.Empty(Store.ThinnedHours(1, 0, long.MaxValue));
        await ThinAsync(Midnight);
        await ReopenAsync();

        const long Hour = HourSummary.HourMilliseconds;
        Assert.Equal(15, Store.ThinnedHours(1, 0, long.MaxValue).Count);
        Assert.Equal([Midnight, Midnight + Hour], Store.ThinnedHours(2, 0, long.MaxValue).Select(hour => hour.StartUnixMilliseconds));
        Assert.Equal([Midnight + (2 * Hour)], Store.ThinnedHours(1, Midnight + Hour + 1, Midnight + (3 * Hour)).Select(hour => hour.StartUnixMilliseconds));
        Assert.Empty(Store.ThinnedHours(3, 0, long.MaxValue));
        Assert.All(Store.ThinnedHours(1, 0, long.MaxValue), hour => Assert.Equal(4, hour.Channels[1].Count));
        Assert.Equal(15, Store.Read(1, 0, long.MaxValue).Count());
        Assert.Equal(0, await Store.AppendAsync(TestBatches.Make(first: 0, count: 60, start: Midnight), Cancellation));
    }
}
