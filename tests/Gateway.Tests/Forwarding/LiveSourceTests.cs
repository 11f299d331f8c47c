using Jena.SensorNode.Gateway.Forwarding;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>What of the log leaves, in which order, and when the cursor may follow.</summary>
public class LiveSourceTests
{
    private const long Now = 1_000_000;
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void News_leave_in_order_of_commit_with_the_cursor_behind_each()
    {
        var source = new LiveSource(Log(10, 20, 30), 0, _time);

        Assert.Equal([(1, 1, 1), (2, 2, 2), (3, 3, 3)], Leave(source, 100));
        Assert.Equal(3, source.Count);
    }

    [Fact]
    public void Of_what_is_read_at_a_time_the_oldest_leaves_first_and_the_cursor_moves_only_over_what_is_whole()
    {
        var source = new LiveSource(Log(30, 10, 20, 40), 0, _time);

        Assert.Equal([(2, 0, 0), (3, 0, 0), (1, 3, 3), (4, 4, 4)], Leave(source, 100));
    }

    [Fact]
    public void It_begins_behind_the_cursor_and_never_reads_more_than_there_is_room_for()
    {
        var log = Log([.. Enumerable.Range(1, 500).Select(time => (long)time)]);
        var source = new LiveSource(log, 100, _time);

        Assert.Equal(101, source.Next(7, Now)!.Sample.Sequence);
        for (var count = 0; count < 6; count++)
            Assert.NotNull(source.Next(0, Now));
        Assert.Null(source.Next(0, Now));
        Assert.Equal(7, log.MostAsked);
        Assert.Equal(108, source.Next(3, Now)!.Sample.Sequence);
        Assert.Equal(7, log.MostAsked);
    }

    [Theory]
    [InlineData(true, 20)]
    [InlineData(false, Now + 1)]
    public void A_time_that_is_not_final_or_to_come_holds_back_all_behind_it_until_it_is_good(bool isProvisional, long time)
    {
        var log = Log(10);
        log.Samples.Add(ListedLog.Sample(2, time, isProvisional));
        log.Samples.Add(ListedLog.Sample(3, 30));
        var source = new LiveSource(log, 0, _time);

        Assert.Equal([(1, 1, 1)], Leave(source, 100));
        Assert.Equal(2, source.HeldBack!.Sequence);
        Assert.Null(source.Next(100, Now));

        log.Samples[1] = ListedLog.Sample(2, 20);
        // It is looked at again once a second, not at every wake.
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Null(source.Next(100, Now));
        Assert.Equal(1, log.Reads);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([(2, 2, 2), (3, 3, 3)], Leave(source, 100));
        Assert.Null(source.HeldBack);
    }

    [Fact]
    public void Nothing_new_costs_no_query()
    {
        var log = Log(10, 20);
        var source = new LiveSource(log, 2, _time);

        for (var wake = 0; wake < 100; wake++)
            Assert.Null(source.Next(100, Now));
        Assert.Equal(0, log.Reads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_any_order_of_times_each_leaves_once_and_a_cursor_never_covers_one_that_has_not_left(int seed)
    {
        var random = new Random(seed);
        var log = Log([.. Enumerable.Range(0, 400).Select(_ => (long)random.Next(1000))]);
        var source = new LiveSource(log, 0, _time);
        var left = new HashSet<long>();

        while (source.Next(1 + random.Next(50), Now) is { } departure)
        {
            Assert.True(left.Add(departure.Sample.Sequence));
            var progress = departure.Live!.Value;
            Assert.Equal(progress.Cursor, progress.Count);
            Assert.All(Enumerable.Range(1, (int)progress.Cursor), sequence => Assert.Contains(sequence, left));
        }

        Assert.Equal(400, left.Count);
    }

    private static ListedLog Log(params long[] times) => new([.. times.Select((time, index) => ListedLog.Sample(index + 1, time))]);

    private static List<(long Sequence, long Cursor, long Count)> Leave(LiveSource source, int room)
    {
        var left = new List<(long, long, long)>();
        while (source.Next(room, Now) is { Live: { } progress } departure)
            left.Add((departure.Sample.Sequence, progress.Cursor, progress.Count));
        return left;
    }
}
