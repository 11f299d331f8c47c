using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>What every store must do; a second implementation inherits these tests.</summary>
public abstract partial class ReadingStoreContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract IReadingStore Store { get; }

    private protected abstract Task ReopenAsync();

    private protected abstract Task SettleAsync();

    /// <summary>Thins the day of a time, as the size bound would.</summary>
    private protected abstract Task ThinAsync(long unixMilliseconds);

    [Fact]
    public async Task What_was_appended_is_read_back_in_full()
    {
        var batch = TestBatches.Make(first: 3, count: 4);

        Assert.Equal(4, await Store.AppendAsync(batch, Cancellation));

        var read = Store.ReadAfter(0, 10);
        Assert.Equal([1L, 2, 3, 4], read.Select(sample => sample.Sequence));
        for (var index = 0; index < 4; index++)
        {
            Assert.Equal(batch.IdentityOf(index), read[index].Identity);
            Assert.Equal(batch.ValuesOf(index).ToArray(), read[index].Values);
            Assert.Equal(batch.FaultsOf(index).ToArray(), read[index].Faults);
            Assert.Equal(batch.TimesUnixMilliseconds[index], read[index].TimeUnixMilliseconds);
            Assert.Equal(batch.ReceivedUnixMilliseconds, read[index].ReceivedUnixMilliseconds);
            Assert.Equal(index == 3 ? 3u : null, read[index].AgeSeconds);
        }
    }

    [Fact]
    public async Task A_sample_is_stored_once_however_often_it_comes()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 5), Cancellation);

        Assert.Equal(0, await Store.AppendAsync(TestBatches.Make(first: 1, count: 3), Cancellation));
        Assert.Equal(2, await Store.AppendAsync(TestBatches.Make(first: 3, count: 4), Cancellation));
        Assert.Equal(7, Store.LastSequence);
    }

    [Fact]
    public async Task The_same_counter_of_another_boot_incarnation_or_device_is_another_sample()
    {
        await Store.AppendAsync(TestBatches.Make(), Cancellation);

        Assert.Equal(1, await Store.AppendAsync(TestBatches.Make(boot: 2), Cancellation));
        Assert.Equal(1, await Store.AppendAsync(TestBatches.Make(incarnation: 1), Cancellation));
        Assert.Equal(1, await Store.AppendAsync(TestBatches.Make(device: 2), Cancellation));
    }

    [Fact]
    public async Task After_opening_again_repeats_still_fall_out_and_sequences_go_on()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 3), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 5, count: 1), Cancellation);

        await ReopenAsync();

        Assert.Equal(4, Store.LastSequence);
        Assert.Equal(2, await Store.AppendAsync(TestBatches.Make(first: 2, count: 4), Cancellation));
        Assert.Equal([(0u, 5u)], Assert.Single(Store.Streams(1)).Ranges);
        Assert.Equal(6, Store.LastSequence);
    }

    [Fact]
    public async Task Settling_changes_nothing_that_can_be_asked_by_device()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 60), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 60, count: 60), Cancellation);
        await Store.AppendAsync(TestBatches.Make(device: 2, first: 3, count: 7), Cancellation);
        var before = Store.Read(1, 0, long.MaxValue).ToList();
        var latest = Store.Latest(2);

        await SettleAsync();

        Assert.Equivalent(before, Store.Read(1, 0, long.MaxValue).ToList(), strict: true);
        Assert.Equivalent(latest, Store.Latest(2), strict: true);
        Assert.Equivalent(before[^5..], Store.Recent(1, 5), strict: true);
    }

    [Fact]
    public async Task After_settling_and_opening_again_repeats_still_fall_out_and_sequences_go_on()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 20), Cancellation);
        await SettleAsync();
        await Store.AppendAsync(TestBatches.Make(first: 20, count: 20), Cancellation);
        await ReopenAsync();
        await SettleAsync();
        await ReopenAsync();

        Assert.Equal(0, await Store.AppendAsync(TestBatches.Make(first: 0, count: 40), Cancellation));
        Assert.Equal(40, Store.LastSequence);
        Assert.Equal(40, Store.Read(1, 0, long.MaxValue).Count());
    }

    [Fact]
    public async Task A_range_is_half_open_and_by_time_even_where_samples_came_late()
    {
        await Store.AppendAsync(TestBatches.Make(first: 10, count: 10), Cancellation);
        await SettleAsync();
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 10), Cancellation);

        var read = Store.Read(1, TestBatches.Start + (5 * 900_000), TestBatches.Start + (15 * 900_000)).ToList();

        Assert.Equal(Enumerable.Range(5, 10).Select(counter => (uint)counter), read.Select(sample => sample.Identity.Counter));
    }

    [Fact]
    public async Task Find_gives_one_sample_from_log_or_segment_or_nothing()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 3), Cancellation);
        await SettleAsync();
        await Store.AppendAsync(TestBatches.Make(first: 3, count: 3), Cancellation);

        Assert.Equal(900u, Store.Find(new SampleIdentity(1, 1, 0, 1))!.NodeSeconds);
        Assert.Equal(3600u, Store.Find(new SampleIdentity(1, 1, 0, 4))!.NodeSeconds);
        Assert.Null(Store.Find(new SampleIdentity(1, 1, 0, 9)));
    }

    [Fact]
    public async Task Provisional_times_stay_in_the_log_until_they_are_repaired()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 2, period: 1, start: 1_000_000), Cancellation);
        await SettleAsync();
        Assert.True(Store.Latest(1)!.TimeIsProvisional);
        Assert.Equal(2, Store.ReadAfter(0, 10).Count);

        var repaired = await Store.RepairTimesAsync(
            samples => samples.Select(row => new RepairedTime(row.Sample.Sequence, row.Sample.TimeUnixMilliseconds + 5_000_000, 7, row.Sample.ReceivedUnixMilliseconds + 5_000_000, IsArrivalKnown: true)),
            cancellation: Cancellation);

        Assert.Equal(2, repaired);
        Assert.Equal([6_000_000L, 6_900_000L], Store.Read(1, 0, long.MaxValue).Select(sample => sample.TimeUnixMilliseconds));
        Assert.False(Store.Latest(1)!.TimeIsProvisional);
        await SettleAsync();
        Assert.Equal([6_000_000L, 6_900_000L], Store.ReadAfter(0, 10).Select(sample => sample.TimeUnixMilliseconds));
    }

    [Fact]
    public async Task Many_senders_at_once_lose_and_double_nothing()
    {
        var sums = await Task.WhenAll(Enumerable.Range(0, 40).Select(async sender =>
        {
            var sum = 0;
            // Every counter is sent by two senders.
            for (uint first = 0; first < 100; first += 5)
                sum += await Store.AppendAsync(TestBatches.Make(device: 1 + (sender / 2), first: first, count: 5), Cancellation);
            return sum;
        }));

        Assert.Equal(20 * 100, sums.Sum());
        Assert.Equal(20 * 100, Store.LastSequence);
        Assert.Equal(Enumerable.Range(1, 2000).Select(sequence => (long)sequence), Store.ReadAfter(0, 5000).Select(sample => sample.Sequence));
    }
}
