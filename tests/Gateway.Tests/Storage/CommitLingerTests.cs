using System.Diagnostics;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Storage;

public class CommitLingerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 100, 3, 0)]
    [InlineData(9, 100, 3, 0)]
    [InlineData(20, 100, 3, 100)]
    [InlineData(20, 0, 3, 0)]
    [InlineData(1000, 100, 0, 43)]
    [InlineData(1000, 100, 12, 31)] // who came during the commit before has waited for it
    [InlineData(1000, 100, 60, 0)] // a slow card
    [InlineData(43_000, 100, 0, 1)]
    public void A_commit_waits_for_company_that_is_worth_it_and_never_beyond_the_setting(double perSecond, double setting, double commit, double expected) =>
        Assert.Equal(expected, CommitLinger.Longest(perSecond, setting, commit), 3);

    [Fact]
    public void Nobody_waits_before_it_is_known_that_others_come()
    {
        var linger = new CommitLinger(longestMilliseconds: 100);
        linger.Begin(waiting: 1);

        Assert.False(linger.Wait(came: 1));
    }

    [Fact]
    public async Task Who_sends_only_when_answered_never_waits_for_others()
    {
        await using var store = new StoreUnderTest(options: new StorageOptions { CommitLingerMilliseconds = 1000 });
        var took = new List<double>();
        // Long enough for the rate to be measured several times, and often enough that a disk with other work is not taken for waiting.
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < 4 || took.Count < 20;)
        {
            var one = Stopwatch.StartNew();
            await store.Store.AppendAsync(TestBatches.Make(first: (uint)took.Count), Cancellation);
            took.Add(one.Elapsed.TotalMilliseconds);
        }

        took.Sort();
        Assert.True(took[took.Count / 2] < 500, $"half of {took.Count} commits took longer than {took[took.Count / 2]} ms");
    }

    [Fact]
    public async Task Many_who_come_by_themselves_share_commits()
    {
        await using var store = new StoreUnderTest(options: new StorageOptions { CommitLingerMilliseconds = 200 });
        var random = new Random(7);
        var pending = new List<Task<int>>();
        var limit = Stopwatch.StartNew();
        // The first seconds teach it the rate; how many it takes is the machine's affair.
        for (var shared = false; !shared;)
        {
            Assert.True(limit.Elapsed.TotalSeconds < 60, $"{store.Writer.Commits} commits for {pending.Count} frames, and never several in one");
            var (commits, frames) = (store.Writer.Commits, pending.Count);
            for (var second = Stopwatch.StartNew(); second.Elapsed.TotalSeconds < 1;)
            {
                pending.Add(store.Store.AppendAsync(TestBatches.Make(first: (uint)pending.Count), Cancellation));
                // Not evenly: who comes every 10 ms on the dot never meets a commit of 2 ms.
                await Task.Delay(random.Next(20), Cancellation);
            }

            shared = (store.Writer.Commits - commits) * 3 < pending.Count - frames;
        }

        await Task.WhenAll(pending);
    }
}
