using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>The order of commit, which sinks follow.</summary>
public abstract partial class ReadingStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task A_follower_that_was_away_gets_everything_in_order_wherever_it_lies(int window)
    {
        // Three devices, three days, settled twice, the last part still in the log.
        for (uint step = 0; step < 9; step++)
        {
            for (var device = 1; device <= 3; device++)
                await Store.AppendAsync(TestBatches.Make(device: device, first: step * 30, count: 30), Cancellation);
            if (step is 2 or 5)
                await SettleAsync();
        }

        var seen = new List<Sample>();
        for (var next = Store.ReadAfter(0, window); next.Count > 0; next = Store.ReadAfter(seen[^1].Sequence, window))
        {
            Assert.InRange(next.Count, 1, window);
            seen.AddRange(next);
        }

        Assert.Equal(Enumerable.Range(1, 9 * 3 * 30).Select(sequence => (long)sequence), seen.Select(sample => sample.Sequence));
        Assert.Equal(9 * 3 * 30, seen.DistinctBy(sample => sample.Identity).Count());
    }

    [Fact]
    public async Task A_follower_begins_inside_a_frame_as_well_as_at_its_border()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 60), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 60, count: 3), Cancellation);

        for (var after = 0; after < 63; after++)
            Assert.Equal(after + 1, Store.ReadAfter(after, 1).Single().Sequence);
        Assert.Empty(Store.ReadAfter(63, 1));
        await SettleAsync();
        for (var after = 0; after < 63; after++)
            Assert.Equal(after + 1, Store.ReadAfter(after, 1).Single().Sequence);
        Assert.Empty(Store.ReadAfter(63, 1));
    }

    [Fact]
    public async Task A_follower_is_told_after_the_commit_and_finds_what_it_was_told_of()
    {
        var found = new List<long>();
        Store.Appended += () => found.Add(Store.ReadAfter(Store.LastSequence - 1, 10).Single().Sequence);

        await Store.AppendAsync(TestBatches.Make(first: 0, count: 2), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 2), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 2, count: 1), Cancellation);

        Assert.Equal([2L, 3L], found);
    }

    [Fact]
    public async Task What_thinning_took_is_left_out_of_the_order_and_no_more()
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 60, start: Midnight), Cancellation);
        await SettleAsync();
        await Store.AppendAsync(TestBatches.Make(first: 60, count: 60, start: Midnight), Cancellation);
        await SettleAsync();
        await ThinAsync(Midnight);

        // 96 a day: every fourth of the first day is left, all of the second.
        var expected = Enumerable.Range(0, 24).Select(hour => 1L + (4 * hour)).Concat(Enumerable.Range(97, 24).Select(sequence => (long)sequence));
        Assert.Equal(expected, Store.ReadAfter(0, 1000).Concat(Store.ReadAfter(60, 1000)).Select(sample => sample.Sequence).Distinct());
    }

    private const long Midnight = TestBatches.Start / 86_400_000 * 86_400_000;
}
