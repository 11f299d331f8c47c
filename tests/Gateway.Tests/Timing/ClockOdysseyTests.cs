using Jena.SensorNode.Gateway.Aggregates;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Tests.Forwarding;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>The whole gateway through all that can happen to its machine's clock, with frames coming in the while.</summary>
public sealed class ClockOdysseyTests : IAsyncLifetime
{
    private const int SamplesAnHour = 4;
    private const int MostOffMilliseconds = 10_000;

    private static readonly DateTimeOffset Begin = new(2027, 10, 29, 0, 0, 0, TimeSpan.Zero);

    private readonly JumpingTime _machine = new(Begin);
    private readonly TestSynchronisation _synchronisation = new(Synchronisation.NotYet);
    private readonly List<DateTimeOffset> _taken = [];
    private TestCity _city = null!;
    private RunningGateway _gateway = null!;
    private RegisteredNode _node = null!;
    private DateTimeOffset _truth = Begin;
    private byte[] _key = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // A board without a clock of its own.
        _machine.Set(new DateTimeOffset(1970, 1, 1, 0, 0, 30, TimeSpan.Zero));
        _city = await TestCity.StartAsync();
        _gateway = await RunningGateway.StartAsync([.. _city.AsSink(), "--Gateway:Timing:Clock=Auto"], builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_machine);
            builder.Services.AddSingleton<IClockSynchronisation>(_synchronisation);
        });
        _node = await _gateway.AddNodeAsync();
        _key = _node.Key;
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _city.DisposeAsync();
    }

    [Fact]
    public async Task No_reading_is_lost_doubled_or_misdated_and_nothing_else_moves()
    {
        await PassAsync(hours: 2);
        _gateway.Get<IncidentBook>().Note("0000dead", IncidentKind.UnknownNode, "");
        Assert.Empty(_city.Messages);
        Assert.Empty(Days(new DateOnly(1970, 1, 1), new DateOnly(1970, 1, 2)));

        await SetAsync(_truth);
        Assert.Equal(_truth.ToUnixTimeMilliseconds(), Assert.Single(_gateway.Get<IncidentBook>().All).LastUnixMilliseconds);
        await AssertAllAsync();

        // The node's new key is made while the clock is right and comes to it later: a jump must not end the overlap.
        await PassAsync(hours: 33);
        await _gateway.Get<NodeRegistry>().RotateKeyAsync(_node.NodeId, TimeSpan.FromDays(30), cancellation: Cancellation);
        await PassAsync(hours: 1);
        await JumpAsync(TimeSpan.FromDays(14 * 365), hours: 6);
        await PassAsync(hours: 30);
        AssertDay(new DateOnly(2027, 10, 31), 100); // summer time ended
        await AssertAllAsync();

        _key = _gateway.Get<INodeDirectory>().Find(_node.NodeId)!.Key;
        await SilentUntilAsync(new DateTimeOffset(2028, 2, 28, 22, 0, 0, TimeSpan.Zero));
        await PassAsync(hours: 8);
        await JumpAsync(TimeSpan.FromDays(-366), hours: 6);
        await PassAsync(hours: 14);
        AssertDay(new DateOnly(2028, 2, 29), 96);

        await SilentUntilAsync(new DateTimeOffset(2028, 3, 25, 22, 0, 0, TimeSpan.Zero));
        await PassAsync(hours: 28);
        AssertDay(new DateOnly(2028, 3, 26), 92); // summer time began
        await AssertAllAsync();
        await Eventually.TrueAsync(() => _city.Messages.Count >= _taken.Count, "the sink has everything");
        var sent = _city.Messages.Select(message => message.Json.GetProperty("ts").GetInt64()).Order().ToList();
        Assert.Equal(_taken.Count, sent.Count);
        Assert.All(sent.Zip(_taken), pair => Assert.InRange(pair.First - pair.Second.ToUnixTimeMilliseconds(), -MostOffMilliseconds, MostOffMilliseconds));
    }

    /// <summary>The machine's clock jumps, stays there for hours and comes back.</summary>
    private async Task JumpAsync(TimeSpan by, int hours)
    {
        _synchronisation.State = Synchronisation.NotYet;
        _machine.Jump(by);
        await PassAsync(hours);
        await _gateway.Get<LogSettler>().SettleAsync(Cancellation);
        var page = await _gateway.PageAsync("");
        Assert.DoesNotContain("braucht Hilfe", page, StringComparison.Ordinal);
        Assert.DoesNotContain("überfällig", page, StringComparison.Ordinal);
        Assert.Contains("gesprungen", page, StringComparison.Ordinal);
        var today = LocalTime.DayOf(_truth);
        Assert.All(Days(today, today), day => Assert.InRange(day.Completeness, 0.9, 1));
        _machine.Jump(-by);
        _synchronisation.State = Synchronisation.Synchronised;
        await PassAsync(hours: 1);
        Assert.Null(_gateway.Get<GatewayClock>().JumpMilliseconds);
    }

    private async Task SetAsync(DateTimeOffset now)
    {
        _machine.Set(now);
        _synchronisation.State = Synchronisation.Synchronised;
        await LookAsync();
    }

    private Task LookAsync() => _gateway.Services.GetServices<IHostedService>().OfType<ClockWatch>().Single().LookAsync(Cancellation);

    /// <summary>Hours in which the node measures every quarter and sends at the end of each hour.</summary>
    private async Task PassAsync(int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            _truth += TimeSpan.FromHours(1);
            _machine.Advance(TimeSpan.FromHours(1));
            await LookAsync();
            var last = _truth.AddSeconds(-1);
            var first = (uint)_taken.Count;
            for (var sample = SamplesAnHour - 1; sample >= 0; sample--)
                _taken.Add(last.AddSeconds(-900 * sample));
            var seconds = (uint)(_taken[(int)first] - Begin).TotalSeconds + 1000;
            var frame = TestFrames.Encode(_node.NodeId, _key, 1, first, seconds, count: SamplesAnHour, value: 3000 + (int)(first % 96), layout: _node.Layout.Id);
            var result = await _gateway.Get<FrameIngest>().AcceptAsync(frame, _node.NodeId, 2000, Cancellation);
            Assert.Equal(IngestOutcome.Accepted, result.Outcome);
        }
    }

    /// <summary>Nothing comes for a long time; the gateway looks at its clock as ever.</summary>
    private async Task SilentUntilAsync(DateTimeOffset instant)
    {
        _machine.Advance(instant - _truth);
        _truth = instant;
        await LookAsync();
    }

    private IReadOnlyList<Aggregate> Days(DateOnly first, DateOnly last) => _gateway.Get<IAggregates>().Days(_node.DeviceId, first, last);

    private void AssertDay(DateOnly date, int quarters)
    {
        var days = Days(date, date);
        Assert.NotEmpty(days);
        Assert.All(days, day => Assert.Equal((quarters, quarters, 1.0), (day.Count, day.Expected, day.Completeness)));
    }

    private async Task AssertAllAsync()
    {
        List<Sample> Samples() => [.. _gateway.Get<IReadingStore>().Read(_node.DeviceId, 0, long.MaxValue).OrderBy(sample => sample.Identity.Counter)];
        await Eventually.TrueAsync(() => Samples().All(sample => !sample.TimeIsProvisional), "all times are final");
        var samples = Samples();
        Assert.Equal(Enumerable.Range(0, _taken.Count), samples.Select(sample => (int)sample.Identity.Counter));
        // The oldest of a node's first frame hangs on a clock that may be ±5 % off, and says so.
        Assert.All(samples.Zip(_taken), pair => Assert.InRange(
            Math.Abs(pair.First.TimeUnixMilliseconds - pair.Second.ToUnixTimeMilliseconds()), 0, Math.Min(MostOffMilliseconds, pair.First.UncertaintyMilliseconds)));
    }
}
