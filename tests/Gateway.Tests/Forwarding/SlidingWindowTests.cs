using Jena.SensorNode.Gateway.Forwarding;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>What is under way, without any network.</summary>
public sealed class SlidingWindowTests : IDisposable
{
    private readonly List<(Departure Departure, TaskCompletionSource Done)> _wire = [];
    private readonly FakeTimeProvider _time = new();
    private readonly SlidingWindow _window;
    private int _wakes;

    public SlidingWindowTests() => _window = new SlidingWindow(SendAsync, () => Interlocked.Increment(ref _wakes), _time);

    public void Dispose() => _window.Dispose();

    [Fact]
    public void Acknowledged_out_of_order_they_leave_in_order()
    {
        Send(1, 2, 3);

        Answer(2);
        Answer(3);
        Assert.Empty(Taken());
        Answer(1);

        Assert.Equal([1, 2, 3], Taken());
        Assert.True(_window.IsEmpty);
        Assert.Equal(3, _wakes);
    }

    [Fact]
    public async Task After_a_failure_only_what_was_not_taken_goes_again_in_its_order()
    {
        Send(1, 2, 3, 4, 5);
        Answer(1);
        Answer(4);
        Fail(3);

        Assert.Equal([1], Taken());
        Assert.Throws<SinkException>(_window.ThrowIfFailed);
        await _window.ReturnAllAsync();
        _window.ThrowIfFailed();
        Assert.Equal(0, _window.UnderWay);
        _wire.Clear();
        SendAgain();

        Assert.Equal([2, 3, 5], _wire.Select(sent => sent.Departure.Sample.Sequence));
        Answer(2);
        Answer(3);
        Answer(5);
        Assert.Equal([2, 3, 4, 5], Taken());
    }

    [Fact]
    public async Task A_second_failure_before_all_went_again_keeps_the_order_too()
    {
        Send(1, 2, 3, 4);
        await _window.ReturnAllAsync();
        _window.Send(_window.NextAgain()!);
        _window.Send(_window.NextAgain()!);
        await _window.ReturnAllAsync();
        _wire.Clear();
        SendAgain();

        Assert.Equal([1, 2, 3, 4], _wire.Select(sent => sent.Departure.Sample.Sequence));
    }

    [Fact]
    public async Task Returning_ends_sends_that_nobody_would_ever_answer()
    {
        Send(1, 2);

        await _window.ReturnAllAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(1, _window.Oldest!.Sample.Sequence);
        Assert.False(_window.IsEmpty);
    }

    [Fact]
    public void It_tells_how_long_the_oldest_waits_until_it_is_answered()
    {
        Assert.Equal(TimeSpan.Zero, _window.LongestWait);
        Send(1);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        Send(2);
        _time.Advance(TimeSpan.FromMilliseconds(5));

        Assert.Equal(35, _window.LongestWait.TotalMilliseconds);
        Answer(1);
        Assert.Equal(TimeSpan.Zero, _window.LongestWait);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task In_any_mix_of_answers_and_failures_each_is_taken_once_in_order(int seed)
    {
        var random = new Random(seed);
        var taken = new List<long>();
        var next = 1;
        while (taken.Count < 300)
        {
            switch (random.Next(10))
            {
                case 0:
                    await _window.ReturnAllAsync();
                    break;
                case < 5 when _window.UnderWay < 20:
                    _window.Send(_window.NextAgain() ?? ListedLog.Departure(next++));
                    break;
                default:
                    if (_wire.Find(sent => !sent.Done.Task.IsCompleted && random.Next(3) > 0) is { Done: { } done })
                        done.SetResult();
                    break;
            }

            taken.AddRange(Taken());
        }

        Assert.Equal(Enumerable.Range(1, taken.Count).Select(sequence => (long)sequence), taken);
    }

    private async Task SendAsync(Departure departure, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource();
        _wire.Add((departure, done));
        await using var ended = cancellation.Register(() => done.TrySetCanceled(cancellation));
        await done.Task;
    }

    private void Send(params int[] sequences)
    {
        foreach (var sequence in sequences)
            _window.Send(ListedLog.Departure(sequence));
    }

    private void SendAgain()
    {
        while (_window.NextAgain() is { } departure)
            _window.Send(departure);
    }

    private void Answer(int sequence) => _wire.FindLast(sent => sent.Departure.Sample.Sequence == sequence).Done.SetResult();

    private void Fail(int sequence) => _wire.FindLast(sent => sent.Departure.Sample.Sequence == sequence).Done.SetException(new IOException("gone"));

    private List<long> Taken()
    {
        var taken = new List<long>();
        while (_window.TryTake(out var departure))
            taken.Add(departure.Sample.Sequence);
        return taken;
    }
}
