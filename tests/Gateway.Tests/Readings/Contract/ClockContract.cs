namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>What the gateway's clock asks of the store when it begins.</summary>
public abstract partial class ReadingStoreContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_newest_arrival_of_a_set_clock_is_known_wherever_it_lies_and_a_provisional_one_does_not_count(bool settles)
    {
        Assert.Equal((0, 0), (Store.NewestTrustedArrival(), Store.LastPeriod()));
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 4), Cancellation);
        await Store.AppendAsync(TestBatches.Make(device: 2, first: 50, count: 4), Cancellation);
        var newest = TestBatches.Start + (54 * 900_000L);
        // A journal that waited: it arrived later, its samples are older; here an older arrival too.
        await Store.AppendAsync(TestBatches.Make(first: 4, count: 4), Cancellation);
        if (settles)
            await SettleAsync();
        Assert.Equal(newest, Store.NewestTrustedArrival());

        await Store.AppendAsync(TestBatches.Make(first: 900, count: 2, period: 3), Cancellation);
        await ReopenAsync();

        Assert.Equal(newest, Store.NewestTrustedArrival());
    }

    [Fact]
    public async Task The_last_period_counts_while_samples_of_it_wait_for_their_times()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, period: 7), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 1, period: 4), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 2), Cancellation);
        Assert.Equal(7, Store.LastPeriod());
        await SettleAsync();
        await ReopenAsync();
        Assert.Equal(7, Store.LastPeriod());

        await Store.RepairTimesAsync(
            samples => samples.Where(row => row.Period == 7).Select(row => new Jena.SensorNode.Gateway.Readings.RepairedTime(row.Sample.Sequence, 5, 5, 9_000_000_000_000, IsArrivalKnown: true)), cancellation: Cancellation);

        Assert.Equal((4, 9_000_000_000_000), (Store.LastPeriod(), Store.NewestTrustedArrival()));
    }
}
