using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>A gateway's parts that have to do with time, three nodes, a sink that watches, and everything that can happen to them.</summary>
internal sealed class BlindGateway : IAsyncDisposable
{
    // What a host's leap second can add to an error.
    private const int LeapMilliseconds = 1500;

    private readonly StoreUnderTest _parts = new();
    private readonly IngestUnderTest.FakeDirectory _directory = new();
    private readonly WatchingSink _sink = new();
    private readonly List<JournalNode> _nodes = [];
    private readonly HashSet<(int Device, uint Boot, uint Counter)> _arrived = [];
    private readonly FakeTimeProvider _steady = new(new DateTimeOffset(2026, 3, 28, 22, 0, 0, TimeSpan.Zero));
    private HostTime _host;
    private TestSynchronisation _synchronisation = new(Synchronisation.Synchronised);
    private GatewayClock _clock = null!;
    private TimeRepair _repair = null!;
    private ClockWatch _watch = null!;
    private FrameIngest _ingest = null!;
    private Forwarder _forwarder = null!;
    private CancellationTokenSource _power = new();
    private Task _forwarding = Task.CompletedTask;

    public BlindGateway(IReadOnlyList<double> drifts)
    {
        _host = new HostTime(_steady);
        foreach (var (index, drift) in drifts.Index())
        {
            var nodeId = (uint)(100 + index);
            _directory.Others[nodeId] = new NodeKeys(index + 1, nodeId, IngestUnderTest.Key, null, IsRetired: false, _steady.GetUtcNow().ToUnixTimeMilliseconds());
            _nodes.Add(new JournalNode(nodeId, drift));
            _nodes[^1].Start(_steady.GetUtcNow());
        }

        Begin((0, 1));
    }

    /// <summary>Samples acknowledged to the nodes.</summary>
    public int Arrived => _arrived.Count;

    /// <summary>Samples the sink has seen.</summary>
    public int Delivered => _sink.Seen.Count;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task PassAsync(TimeSpan span)
    {
        // Minutes and hours of looks would only repeat each other; a jump is judged when it stayed for a quarter of an hour.
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(20))
        {
            _steady.Advance(left < TimeSpan.FromMinutes(20) ? left : TimeSpan.FromMinutes(20));
            await LookAsync();
        }

        _nodes.ForEach(node => node.LiveUntil(_steady.GetUtcNow()));
    }

    public async Task SendAsync(int index)
    {
        var node = _nodes[index];
        node.LiveUntil(_steady.GetUtcNow());
        foreach (var (frame, samples) in node.Frames(_steady.GetUtcNow(), IngestUnderTest.Key))
        {
            var result = await _ingest.AcceptAsync(frame, node.NodeId, 10_000, Cancellation);
            Assert.Equal(samples, result.NewSamples);
        }

        _arrived.UnionWith(node.Truth.Keys.Select(key => (index + 1, key.Boot, key.Counter)));
        node.Forget();
        await LookAsync();
    }

    public async Task CutNodeAsync(int index, TimeSpan off)
    {
        _nodes[index].LiveUntil(_steady.GetUtcNow());
        var others = _nodes.Where(node => node != _nodes[index]).ToList();
        _steady.Advance(off);
        others.ForEach(node => node.LiveUntil(_steady.GetUtcNow()));
        _nodes[index].Start(_steady.GetUtcNow());
        await LookAsync();
    }

    /// <summary>True while the gateway believes its clock.</summary>
    public bool Believes => _clock.Now().IsTrusted;

    /// <summary>What was found last with arrivals later than now.</summary>
    public ArrivalsAhead? Ahead => _repair.Ahead;

    public Task SettleAsync() => _parts.Settler.SettleAsync(Cancellation);

    /// <summary>The gateway's power goes; it comes back with a clock that is days off and of which the system says nothing good, or nothing at all.</summary>
    public async Task CutGatewayAsync(TimeSpan off, int wrongDays, Synchronisation says = Synchronisation.NotYet)
    {
        await EndAsync();
        await _parts.ReopenAsync();
        _steady.Advance(off);
        _nodes.ForEach(node => node.LiveUntil(_steady.GetUtcNow()));
        _host = new HostTime(_steady) { Offset = TimeSpan.FromDays(wrongDays) };
        _synchronisation = new TestSynchronisation(says);
        Begin(await _parts.Writer.WriteAsync(connection => ClockHistory.Read(connection, _parts.Store), Cancellation));
        await LookAsync();
    }

    public async Task SetClockAsync()
    {
        _host.Offset = TimeSpan.Zero;
        _synchronisation.State = Synchronisation.Synchronised;
        await LookAsync();
        await PassAsync(TimeSpan.FromMinutes(2));
    }

    /// <summary>Somebody turns the host's clock; nobody vouches for the new time.</summary>
    public async Task JumpAsync(TimeSpan by)
    {
        if (_synchronisation.State == Synchronisation.NotYet)
            return;
        _synchronisation.State = Synchronisation.Unknown;
        _host.Offset = by;
        await LookAsync();
    }

    public Task RefuseAsync(bool refuses)
    {
        _sink.Refuses = refuses;
        return Task.CompletedTask;
    }

    /// <summary>Stored times by device and order, Unix ms.</summary>
    public IReadOnlyList<long> Times() => [.. Stored().OrderBy(sample => (sample.Identity.DeviceId, sample.Identity.Boot, sample.Identity.Counter)).Select(sample => sample.TimeUnixMilliseconds)];

    /// <summary>Everything acknowledged is at the sink, as it is stored now, and where it belongs.</summary>
    /// <param name="isClockRight">False where the gateway believed a wrong one, which makes a node look as if its own began again.</param>
    public async Task JudgeSinkAsync(bool isClockRight = true)
    {
        await Eventually.TrueAsync(() => _forwarder.State.Lag == 0, "everything at the sink");
        Assert.Empty(_sink.Complaints);
        var stored = Stored().ToDictionary(sample => (sample.Identity.DeviceId, sample.Identity.Boot, sample.Identity.Counter));
        Assert.True(_arrived.SetEquals(stored.Keys));
        Assert.True(_arrived.SetEquals(_sink.Seen.Keys));
        foreach (var (key, told) in _sink.Seen)
        {
            var truth = _nodes[key.Device - 1].Truth[(key.Boot, key.Counter)];
            if (isClockRight)
                Assert.Equal(0, told.Identity.Incarnation);
            Assert.Equal((stored[key].TimeUnixMilliseconds, stored[key].UncertaintyMilliseconds), (told.TimeUnixMilliseconds, told.UncertaintyMilliseconds));
            var error = Math.Abs(told.TimeUnixMilliseconds - truth);
            Assert.True(error <= told.UncertaintyMilliseconds + LeapMilliseconds, $"{key} is off by {error} ms, stated {told.UncertaintyMilliseconds} ms");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _sink.DisposeAsync();
        await _parts.DisposeAsync();
    }

    private IEnumerable<Sample> Stored() => _nodes.Index().SelectMany(node => _parts.Store.Read(node.Index + 1, long.MinValue / 2, long.MaxValue / 2));

    private void Begin((long NewestTrusted, int NextPeriod) history)
    {
        _clock = new GatewayClock(_host, _synchronisation, new TimingOptions(), history.NewestTrusted, history.NextPeriod);
        _repair = new TimeRepair(_parts.Store);
        _watch = new ClockWatch(_clock, _parts.Writer, _repair, _host, NullLogger<ClockWatch>.Instance);
        _ingest = new FrameIngest(_directory, _directory, _parts.Store, _clock, _repair, new IncidentBook(_clock), new RefusedFrames(_parts.Writer));
        _forwarder = new Forwarder(
            new SinkOptions { Name = "city", InFlight = 10 }, _sink, _parts.Store, new Outbox(_parts.Database, _parts.Writer), new SampleTranslator(_directory, null!), _clock, _host, NullLogger.Instance);
        _power = new CancellationTokenSource();
        _forwarding = Task.Run(() => _forwarder.RunAsync(_power.Token));
    }

    private async Task EndAsync()
    {
        await _power.CancelAsync();
        await _forwarding;
        _power.Dispose();
        _ingest.Dispose();
        _watch.Dispose();
        await _forwarder.DisposeAsync();
    }

    private Task LookAsync() => _watch.LookAsync(Cancellation);

    /// <summary>Complains where it is given what is not final, or something twice and differently.</summary>
    private sealed class WatchingSink : ISink
    {
        public volatile bool Refuses;

        public ConcurrentDictionary<(int Device, uint Boot, uint Counter), Sample> Seen { get; } = new();

        public ConcurrentQueue<string> Complaints { get; } = new();

        public Task OpenAsync(CancellationToken cancellation) => Refuses ? throw new SinkException("closed") : Task.CompletedTask;

        public Task SendAsync(OutboundSample outbound, CancellationToken cancellation)
        {
            if (Refuses)
                throw new SinkException("closed");
            var sample = outbound.Sample;
            var before = Seen.GetOrAdd((sample.Identity.DeviceId, sample.Identity.Boot, sample.Identity.Counter), sample);
            if (sample.TimeIsProvisional || before.TimeUnixMilliseconds != sample.TimeUnixMilliseconds)
                Complaints.Enqueue($"{sample.Identity} at {sample.TimeUnixMilliseconds}, provisional {sample.TimeIsProvisional}, before at {before.TimeUnixMilliseconds}");
            return Task.CompletedTask;
        }

        public Task CloseAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>A host whose clock shows something else while its counter goes on.</summary>
    private sealed class HostTime(FakeTimeProvider steady) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => steady.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + Offset;

        public override long GetTimestamp() => steady.GetTimestamp();
    }
}
