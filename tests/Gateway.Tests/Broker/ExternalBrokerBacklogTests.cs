using CsCheck;
using Jena.SensorNode.Gateway.Broker;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Broker;

public class ExternalBrokerBacklogTests
{
    private const int LongestSeconds = 120;

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (6, Gen.Const(new Step(StepKind.Publish, 0))),
        (6, Gen.Int[1, 8].Select(count => new Step(StepKind.HandOver, count))),
        (4, Gen.Int[1, 600].Select(seconds => new Step(StepKind.Wait, seconds))),
        (1, Gen.Int[1, 3_000_000].Select(seconds => new Step(StepKind.Wait, seconds))),
        (2, Gen.Const(new Step(StepKind.Acknowledge, 0))),
        (1, Gen.Const(new Step(StepKind.Reconnect, 0))));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    private enum StepKind
    {
        Publish,
        HandOver,
        Wait,
        Acknowledge,
        Reconnect,
    }

    [Fact]
    public void However_long_the_backlog_takes_no_frame_of_it_counts_as_fresh()
    {
        var backlog = Begun();
        var marker = backlog.Next()!;
        for (var hour = 0; hour < 48; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            Assert.Null(backlog.DelayBound(backlog.Since));
        }

        backlog.Return(marker);

        Assert.Equal((int)TimeSpan.FromHours(48).TotalMilliseconds + (LongestSeconds * 1000), backlog.DelayBound(backlog.Since));
        backlog.Return(backlog.Next()!);
        Assert.Equal(LongestSeconds * 1000, backlog.DelayBound(backlog.Since));
    }

    [Fact]
    public void Only_a_marker_of_this_connection_ends_the_backlog()
    {
        var backlog = Begun();
        var before = backlog.Next()!;
        backlog.Begin();
        var mine = backlog.Next()!;

        backlog.Return(before);
        backlog.Return([]);
        backlog.Return(new byte[24]);
        backlog.Return(new byte[1000]);
        backlog.Return([.. mine[..16], .. new byte[8]]);
        backlog.Return([.. mine[..16], .. Enumerable.Repeat((byte)255, 8)]);
        Assert.Null(backlog.Since);
        Assert.False(backlog.HasReturned);

        backlog.Return(mine);
        var since = backlog.Since;
        _time.Advance(TimeSpan.FromMinutes(1));
        backlog.Return(mine);
        Assert.Equal(since, backlog.Since);
        Assert.NotNull(since);
    }

    [Fact]
    public void A_marker_that_never_returns_leaves_the_bound_open_and_few_are_sent()
    {
        var backlog = Begun();
        var sent = 0;
        for (var hour = 0; hour < 365 * 24; hour++)
        {
            sent += backlog.Next() is null ? 0 : 1;
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.InRange(sent, 10, 200);
        Assert.Null(backlog.DelayBound(backlog.Since));
    }

    [Fact]
    public void A_lost_marker_is_made_up_for_by_the_next()
    {
        var backlog = Begun();
        Assert.NotNull(backlog.Next());
        Assert.Null(backlog.Next());
        _time.Advance(TimeSpan.FromSeconds(10));

        backlog.Return(backlog.Next()!);

        Assert.Equal(LongestSeconds * 1000, backlog.DelayBound(backlog.Since));
    }

    [Fact]
    public void No_frame_is_older_than_its_bound_whatever_the_broker_and_the_line_do() =>
        AnyStep.List[1, 120].Sample(steps =>
        {
            var run = new SimulatedBroker();
            foreach (var step in steps)
                run.Do(step);
        });

    private ExternalBrokerBacklog Begun()
    {
        var backlog = new ExternalBrokerBacklog(_time, LongestSeconds);
        backlog.Begin();
        return backlog;
    }

    private readonly record struct Step(StepKind Kind, int Amount);

    private sealed record Message(DateTimeOffset Taken, byte[]? Marker);

    /// <summary>A broker with one queue for the gateway: it hands over in order, and after a reconnection again what was not acknowledged.</summary>
    private sealed class SimulatedBroker
    {
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        private readonly ExternalBrokerBacklog _backlog;
        private readonly LinkedList<Message> _queue = new();
        private readonly List<(LinkedListNode<Message> Node, long? Since)> _atGateway = [];
        private LinkedListNode<Message>? _next;

        public SimulatedBroker()
        {
            _backlog = new ExternalBrokerBacklog(_time, LongestSeconds);
            for (var index = 0; index < 20; index++)
                Take(null);
            _time.Advance(TimeSpan.FromDays(20));
            Reconnect();
        }

        public void Do(Step step)
        {
            if (_backlog.Next() is { } marker)
                Take(marker);
            switch (step.Kind)
            {
                case StepKind.Publish:
                    Take(null);
                    break;
                case StepKind.Wait:
                    _time.Advance(TimeSpan.FromSeconds(step.Amount));
                    break;
                case StepKind.HandOver:
                    for (var index = 0; index < step.Amount; index++)
                        HandOver();
                    break;
                case StepKind.Acknowledge when _atGateway.Count > 0:
                    // The disk answers in any order; here the newest first.
                    _queue.Remove(_atGateway[^1].Node);
                    _atGateway.RemoveAt(_atGateway.Count - 1);
                    break;
                case StepKind.Reconnect:
                    Reconnect();
                    break;
                default:
                    break;
            }
        }

        private void Take(byte[]? marker)
        {
            var node = _queue.AddLast(new Message(_time.GetUtcNow(), marker));
            _next ??= node;
        }

        private void HandOver()
        {
            if (_next is not { } node)
                return;
            _next = node.Next;
            if (node.Value.Marker is { } marker)
            {
                _backlog.Return(marker);
                _queue.Remove(node);
                return;
            }

            var since = _backlog.Since;
            var age = _time.GetUtcNow() - node.Value.Taken;
            Assert.True(!(_backlog.DelayBound(since) < age.TotalMilliseconds), $"{age} old, bound {_backlog.DelayBound(since)} ms");
            _atGateway.Add((node, since));
        }

        private void Reconnect()
        {
            foreach (var (_, since) in _atGateway)
                _backlog.ComesAgain(since);
            _atGateway.Clear();
            _backlog.Begin();
            _next = _queue.First;
        }
    }
}
