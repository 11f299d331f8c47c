using System.Globalization;
using System.Text;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Lorawan;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;
using Jena.SensorNode.Gateway.Tests.Timing;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>The way of uplinks over a real store, with a machine whose clock the test turns and whose power it cuts.</summary>
internal sealed class UplinkClock : IAsyncDisposable
{
    private const string Eui = "a84041ffff000001";
    private readonly StoreUnderTest _parts = new();
    private readonly IngestUnderTest.FakeDirectory _directory = new();
    private readonly JumpingTime _time = new(new DateTimeOffset(2026, 3, 28, 22, 0, 0, TimeSpan.Zero));
    private readonly ClockPolicy _policy;
    private readonly List<string> _sent = [];
    private TestSynchronisation _synchronisation = new(Synchronisation.Synchronised);
    private GatewayClock _clock = null!;
    private ClockWatch _watch = null!;
    private FrameIngest _frames = null!;
    private UplinkIngest _ingest = null!;
    private TimeSpan _wrong;

    private UplinkClock(ClockPolicy policy) => _policy = policy;

    public DateTimeOffset Truth => _time.GetUtcNow() - _wrong;

    public bool Believes => _clock.Now().IsTrusted;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<UplinkClock> StartAsync(ClockPolicy policy = ClockPolicy.Auto)
    {
        var world = new UplinkClock(policy);
        await world._parts.Writer.WriteAsync(
            connection =>
            {
                foreach (var migration in LorawanMigrations.All)
                    connection.Run(migration.Up);
            },
            Cancellation);
        world.Begin((0, 1));
        return world;
    }

    /// <summary>Somebody enters what the device is.</summary>
    public void EnterModel() => _directory.Foreign[Eui] = new DeviceDescription(1, Eui, DeviceKindOf.Foreign, null, []) { Model = "Dragino LSE01" };

    public async Task PassAsync(TimeSpan span)
    {
        _time.Advance(span);
        await _watch.LookAsync(Cancellation);
    }

    /// <summary>Power goes; it comes back with a clock that is off.</summary>
    public async Task RestartAsync(TimeSpan wrong, Synchronisation says)
    {
        End();
        await _parts.ReopenAsync();
        Turn(wrong);
        _synchronisation = new TestSynchronisation(says);
        Begin(await _parts.Writer.WriteAsync(connection => ClockHistory.Read(connection, _parts.Store), Cancellation));
        await _watch.LookAsync(Cancellation);
    }

    /// <summary>The network sets the clock while the gateway runs, and the gateway has seen it stay.</summary>
    public async Task SetClockAsync()
    {
        Turn(TimeSpan.Zero);
        _synchronisation.State = Synchronisation.Synchronised;
        await PassAsync(TimeSpan.FromSeconds(5));
        await PassAsync(TimeSpan.FromMinutes(20));
        await PassAsync(TimeSpan.FromMinutes(2));
    }

    /// <summary>An uplink of now; a server that states times is right.</summary>
    public Task<UplinkOutcome> SendAsync(int counter, bool statesTime, string data = "DOUAAAVeBS0AIxA=", string profile = "Boden", int port = 2)
    {
        var time = statesTime ? Truth.ToString("O", CultureInfo.InvariantCulture) : "";
        _sent.Add(Uplinks.ChirpStack(profileId: "", profileName: profile, counter: $"\"fCnt\":{counter},", time: time, deliveryId: $"d{counter}", data: data, port: port));
        return ResendAsync(_sent.Count - 1);
    }

    /// <summary>A server delivers once more what it delivered before.</summary>
    public async Task<UplinkOutcome> ResendAsync(int index) => (await _ingest.AcceptAsync(Encoding.UTF8.GetBytes(_sent[index]), Cancellation)).Outcome;

    public Task<int> ReadKeptAsync() => _ingest.ReadKeptAsync(_parts.Database, Cancellation);

    /// <summary>What reads kept messages in service, without its rests.</summary>
    public async Task<KeptUplinkReader> StartReaderAsync()
    {
        var reader = new KeptUplinkReader(_ingest, _parts.Database, _clock, _directory, new Restless(), NullLogger<KeptUplinkReader>.Instance);
        await reader.StartAsync(Cancellation);
        return reader;
    }

    public List<Sample> Samples() => [.. _parts.Store.Read(1, 0, long.MaxValue)];

    /// <summary>Arrival of the last message, as the list of foreign devices shows it.</summary>
    public DateTimeOffset LastArrival()
    {
        using var connection = _parts.Database.OpenReader();
        return DateTimeOffset.FromUnixTimeMilliseconds(Assert.Single(UplinkTable.Devices(connection, 10)).LastReceivedUnixMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        End();
        await _parts.DisposeAsync();
    }

    private void Turn(TimeSpan wrong)
    {
        _time.Jump(wrong - _wrong);
        _wrong = wrong;
    }

    private void Begin((long NewestTrusted, int NextPeriod) history)
    {
        _clock = new GatewayClock(_time, _synchronisation, new TimingOptions { Clock = _policy }, history.NewestTrusted, history.NextPeriod);
        var repair = new TimeRepair(_parts.Store);
        _watch = new ClockWatch(_clock, _parts.Writer, repair, _time, NullLogger<ClockWatch>.Instance);
        _frames = new FrameIngest(_directory, _directory, _parts.Store, _clock, repair, new IncidentBook(_clock), new RefusedFrames(_parts.Writer));
        _ingest = new UplinkIngest(_directory, null!, _parts.Store, _parts.Writer, _frames, _clock, new LorawanOptions());
    }

    private void End()
    {
        _ingest.Dispose();
        _frames.Dispose();
        _watch.Dispose();
    }

    private sealed class Restless : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
