using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>New times for what turned out to be stamped by a wrong clock.</summary>
public abstract partial class ReadingStoreContract
{
    private const long Years = 5 * 365 * 86_400_000L;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Final_times_that_a_wrong_clock_gave_can_be_put_right_wherever_the_samples_lie(bool settles, bool someOnly)
    {
        await Store.AppendAsync(TestBatches.Make(first: 0, count: 40), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 40, count: 60, start: TestBatches.Start + Years), Cancellation);
        await Store.AppendAsync(TestBatches.Make(device: 2, first: 0, count: 30, start: TestBatches.Start + Years), Cancellation);
        if (settles)
            await SettleAsync();
        await Store.AppendAsync(TestBatches.Make(first: 100, count: 5, start: TestBatches.Start + Years), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 105, count: 5), Cancellation);
        // A follower that waits in the middle of them.
        Assert.Equal(TestBatches.Start + Years + (40 * 900_000L), Store.ReadAfter(40, 1).Single().TimeUnixMilliseconds);
        var asked = new List<ProvisionalSample>();

        var moved = await Store.RepairTimesAsync(
            samples =>
            {
                asked.AddRange(samples);
                return samples.Where(row => !someOnly || row.Sample.Sequence % 3 == 0)
                    .Select(row => new RepairedTime(row.Sample.Sequence, row.Sample.TimeUnixMilliseconds - Years, 77, row.Sample.ReceivedUnixMilliseconds - Years, IsArrivalKnown: false));
            },
            TestBatches.Start + Years - 1,
            Cancellation);

        Assert.Equal(Enumerable.Range(41, 95).Select(sequence => (long)sequence), asked.Select(row => row.Sample.Sequence));
        Assert.All(asked, row => Assert.Equal((0, false), (row.Period, row.Sample.TimeIsProvisional)));
        Assert.Equal(someOnly ? asked.Count(row => row.Sample.Sequence % 3 == 0) : 95, moved);
        Check();
        await ReopenAsync();
        Check();
        await SettleAsync();
        Check();
        Assert.Equal(0, await Store.AppendAsync(TestBatches.Make(first: 0, count: 60), Cancellation));

        void Check()
        {
            var followed = Store.ReadAfter(0, 1000);
            Assert.Equal(Enumerable.Range(1, 140).Select(sequence => (long)sequence), followed.Select(sample => sample.Sequence));
            foreach (var sample in followed)
            {
                var isMoved = sample.Sequence is > 40 and <= 135 && (!someOnly || sample.Sequence % 3 == 0);
                var isLeft = sample.Sequence is > 40 and <= 135 && !isMoved;
                Assert.Equal(TestBatches.Start + (sample.Identity.Counter * 900_000L) + (isLeft ? Years : 0), sample.TimeUnixMilliseconds);
                Assert.Equal(isMoved ? 77 : 2500, sample.UncertaintyMilliseconds);
                Assert.False(sample.TimeIsProvisional);
            }

            foreach (var device in new[] { 1, 2 })
            {
                var read = Store.Read(device, long.MinValue, long.MaxValue).ToList();
                Assert.Equal(followed.Where(sample => sample.Identity.DeviceId == device).Select(sample => sample.Sequence).Order(), read.Select(sample => sample.Sequence).Order());
                Assert.Equal(read.Select(sample => sample.TimeUnixMilliseconds).Order(), read.Select(sample => sample.TimeUnixMilliseconds));
                Assert.Equal(read[^1].TimeUnixMilliseconds, Store.Latest(device)!.TimeUnixMilliseconds);
            }

            Assert.Equal(someOnly, Store.Read(1, TestBatches.Start + Years, long.MaxValue).Any());
        }
    }

    [Fact]
    public async Task Times_put_right_while_the_log_settles_lose_and_double_nothing_and_leave_none_wrong()
    {
        for (uint round = 0; round < 30; round++)
        {
            await Store.AppendAsync(TestBatches.Make(first: round * 20, count: 20, start: TestBatches.Start + Years), Cancellation);
            var repair = Store.RepairTimesAsync(
                samples => samples.Select(row => new RepairedTime(row.Sample.Sequence, row.Sample.TimeUnixMilliseconds - Years, 1, row.Sample.ReceivedUnixMilliseconds - Years, IsArrivalKnown: true)),
                TestBatches.Start + Years - 1,
                Cancellation);
            await Task.WhenAll(SettleAsync(), repair);
        }

        Assert.Equal(Enumerable.Range(0, 600).Select(counter => (counter + 1L, TestBatches.Start + (counter * 900_000L))), Store.ReadAfter(0, 1000).Select(sample => (sample.Sequence, sample.TimeUnixMilliseconds)));
        Assert.Equal(600, Store.Read(1, long.MinValue, long.MaxValue).Count());
    }
}
