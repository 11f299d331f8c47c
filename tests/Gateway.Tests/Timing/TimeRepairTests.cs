using CsCheck;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>Power cuts of a gateway whose clock is lost with each, while a node goes on sending.</summary>
public class TimeRepairTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    // Hours off, hours on without a clock, hours on with one, and what the lost clock says: days beside the truth.
    private static readonly Gen<(int Off, int Unset, int Set, int WrongDays)[]> Runs =
        Gen.Select(Gen.Int[0, 30], Gen.Int[1, 8], Gen.Int[0, 8], Gen.OneOf(Gen.Int[-9000, -1], Gen.Int[1, 2000])).Array[1, 5];

    [Fact]
    public async Task After_any_cuts_every_time_is_within_its_uncertainty_and_none_is_provisional() =>
        await Gen.Select(Runs, Gen.Double[-0.045, 0.045]).SampleAsync(
            async (runs, drift) =>
            {
                await using var life = new Life(drift);
                await life.RunAsync(0, 4, 0, begins: true);
                foreach (var (off, unset, set, wrong) in runs)
                    await life.RunAsync(off, set, unset, wrongDays: wrong);
                await life.RunAsync(1, 2, 1, wrongDays: -300);

                var samples = life.Store.Read(1, long.MinValue / 2, long.MaxValue / 2).OrderBy(sample => sample.Identity.Counter).ToList();
                Assert.Equal(life.Sent, samples.Count);
                foreach (var sample in samples)
                {
                    var error = Math.Abs(sample.TimeUnixMilliseconds - life.TrueTime(sample.NodeSeconds));
                    Assert.False(sample.TimeIsProvisional);
                    Assert.True(error <= sample.UncertaintyMilliseconds, $"sample {sample.Identity.Counter} is off by {error} ms, stated {sample.UncertaintyMilliseconds} ms");
                }

                Assert.Equal(samples.Select(sample => sample.TimeUnixMilliseconds).Order(), samples.Select(sample => sample.TimeUnixMilliseconds));
            },
            iter: 25,
            threads: 1);

    [Theory]
    // Right times before and after a run without a clock: the middle of what is possible, and half of it as uncertainty.
    [InlineData(true, 10)]
    [InlineData(true, 200)]
    // Without a right time before, the start of this run is all there is.
    [InlineData(false, 10)]
    public async Task An_earlier_run_lies_between_the_last_right_time_and_this_start(bool hasBefore, int hours)
    {
        await using var parts = new StoreUnderTest();
        await parts.Store.AppendAsync(TestBatches.Make(period: 1, start: 0), TestContext.Current.CancellationToken);
        var start = Start.ToUnixTimeMilliseconds();
        var before = hasBefore ? start - (hours * 3_600_000L) : 0;

        await new TimeRepair(parts.Store).RunAsync(new ClockCorrection(2, 0, start), before, start, TestContext.Current.CancellationToken);

        var sample = parts.Store.Latest(1)!;
        Assert.Equal(hasBefore ? (before + start) / 2 : start, sample.ReceivedUnixMilliseconds);
        Assert.Equal((hasBefore ? hours * 1_800_000 : NodeClockModel.UnknownUncertaintyMilliseconds) + 2500, sample.UncertaintyMilliseconds);
        // When it arrived is a guess, so it proves nothing of the node's clock.
        Assert.Null(sample.AgeSeconds);
        Assert.Null(sample.DelayBoundMilliseconds);
    }

    [Fact]
    public async Task This_runs_times_move_by_what_the_clock_lacked_and_still_prove_what_they_proved()
    {
        await using var parts = new StoreUnderTest();
        await parts.Store.AppendAsync(TestBatches.Make(period: 3, count: 4), TestContext.Current.CancellationToken);
        await parts.Store.AppendAsync(TestBatches.Make(device: 2, boot: 7, period: 3), TestContext.Current.CancellationToken);
        var before = Enumerable.Range(1, 2).SelectMany(device => parts.Store.Recent(device, 10)).ToList();

        var count = await new TimeRepair(parts.Store).RunAsync(new ClockCorrection(3, 77_000_000, 0), 0, long.MaxValue / 2, TestContext.Current.CancellationToken);

        Assert.Equal(5, count);
        Assert.Equal(
            before.Select(sample => (sample.TimeUnixMilliseconds + 77_000_000, sample.ReceivedUnixMilliseconds + 77_000_000, sample.UncertaintyMilliseconds, sample.AgeSeconds, sample.DelayBoundMilliseconds)),
            Enumerable.Range(1, 2).SelectMany(device => parts.Store.Recent(device, 10)).Select(sample => (sample.TimeUnixMilliseconds, sample.ReceivedUnixMilliseconds, sample.UncertaintyMilliseconds, sample.AgeSeconds, sample.DelayBoundMilliseconds)));
    }

    [Fact]
    public async Task Models_are_only_made_void_where_a_time_changed()
    {
        await using var parts = new StoreUnderTest();
        var repair = new TimeRepair(parts.Store);
        var told = 0;
        repair.Repaired += () => told++;

        await repair.RunAsync(new ClockCorrection(1, 0, 0), 0, 0, TestContext.Current.CancellationToken);
        Assert.Equal(0, told);
        await parts.Store.AppendAsync(TestBatches.Make(period: 1), TestContext.Current.CancellationToken);
        await repair.RunAsync(new ClockCorrection(1, 5, 0), 0, 0, TestContext.Current.CancellationToken);

        Assert.Equal(1, told);
    }

    private sealed class Life(double drift) : IAsyncDisposable
    {
        private readonly StoreUnderTest _parts = new();
        private readonly IngestUnderTest.FakeDirectory _directory = new();
        private DateTimeOffset _now = Start;
        private uint _counter;

        public SqliteReadingStore Store => _parts.Store;

        public int Sent => (int)_counter;

        public ValueTask DisposeAsync() => _parts.DisposeAsync();

        public long TrueTime(double nodeSeconds) => Start.ToUnixTimeMilliseconds() + (long)((nodeSeconds + 0.5) * 1000 * (1 + drift));

        public async Task RunAsync(int hoursOff, int hoursSet, int hoursUnset, int wrongDays = 0, bool begins = false)
        {
            _now += TimeSpan.FromHours(hoursOff);
            // The node's samples of the time off wait on it; here they come when the gateway is back.
            if (!begins)
                await _parts.ReopenAsync();
            var steady = new FakeTimeProvider(_now);
            var machine = new WrongTime(steady) { Offset = begins ? TimeSpan.Zero : TimeSpan.FromDays(wrongDays) };
            var synchronisation = new TestSynchronisation(begins ? Synchronisation.Synchronised : Synchronisation.NotYet);
            var (newest, period) = await _parts.Writer.WriteAsync(connection => ClockHistory.Read(connection, _parts.Store), TestContext.Current.CancellationToken);
            var clock = new GatewayClock(machine, synchronisation, new TimingOptions(), newest, period);
            var repair = new TimeRepair(_parts.Store);
            ClockCorrection? correction = clock.Now().IsTrusted ? new ClockCorrection(-1, 0, 0) : null;
            clock.BecameTrusted += made => correction = made;
            using var ingest = new FrameIngest(_directory, _directory, _parts.Store, clock, repair, new IncidentBook(clock), new RefusedFrames(_parts.Writer));
            await SendAsync(ingest, steady, hoursUnset);
            if (hoursSet == 0)
                return;
            machine.Offset = TimeSpan.Zero;
            synchronisation.State = Synchronisation.Synchronised;
            clock.Check();
            Assert.True(clock.Now().IsTrusted);
            if (correction is { } due)
                await repair.RunAsync(due, clock.NewestStoredAtStart, clock.Now().UnixMilliseconds - (long)clock.Uptime.TotalMilliseconds, TestContext.Current.CancellationToken);
            await SendAsync(ingest, steady, hoursSet);
        }

        private async Task SendAsync(FrameIngest ingest, FakeTimeProvider steady, int hours)
        {
            for (var end = _now + TimeSpan.FromHours(hours); _now < end; _now += TimeSpan.FromMinutes(20), steady.Advance(TimeSpan.FromMinutes(20)))
            {
                var seconds = (uint)((_now - Start).TotalSeconds / (1 + drift));
                var frame = TestFrames.Encode(IngestUnderTest.Node, IngestUnderTest.Key, 1, _counter, seconds, 1, value: 2000, age: 0);
                await ingest.AcceptAsync(frame, IngestUnderTest.Node, 10_000, TestContext.Current.CancellationToken);
                _counter++;
            }
        }
    }

    private sealed class WrongTime(FakeTimeProvider steady) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => steady.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + Offset;

        public override long GetTimestamp() => steady.GetTimestamp();
    }
}
