using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>What the watch does around the moment at which the clock is set.</summary>
public sealed class ClockWatchTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Today = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StoreUnderTest _parts = new();
    private readonly JumpingTime _machine = new(new DateTimeOffset(1970, 1, 1, 0, 10, 0, TimeSpan.Zero));
    private readonly TestSynchronisation _synchronisation = new(Synchronisation.NotYet);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_committed_just_after_the_first_repair_is_repaired_too()
    {
        var (clock, repair) = Begin(period: 4);
        using var watch = Watch(clock, repair);
        var arrival = clock.Now().UnixMilliseconds;
        SetClock();
        await watch.LookAsync(Cancellation);

        // A frame that arrived before, and that the writer had not committed yet.
        await _parts.Store.AppendAsync(TestBatches.Make(period: 4, start: arrival - 900_000), Cancellation);
        await watch.LookAsync(Cancellation);

        var sample = _parts.Store.Latest(1)!;
        Assert.False(sample.TimeIsProvisional);
        Assert.Equal(Today.ToUnixTimeMilliseconds(), sample.ReceivedUnixMilliseconds);
    }

    [Fact]
    public async Task A_repair_that_the_disk_refused_is_made_up_for()
    {
        var disk = new HeldStore(_parts.Store) { IsFull = true };
        var (clock, _) = Begin(period: 1);
        using var watch = Watch(clock, new TimeRepair(disk));
        await _parts.Store.AppendAsync(TestBatches.Make(period: 1), Cancellation);
        SetClock();
        await watch.LookAsync(Cancellation);
        Assert.True(_parts.Store.Latest(1)!.TimeIsProvisional);

        disk.IsFull = false;
        await watch.LookAsync(Cancellation);

        Assert.False(_parts.Store.Latest(1)!.TimeIsProvisional);
    }

    [Fact]
    public async Task A_repair_that_a_power_cut_left_undone_is_made_up_for_at_the_next_start()
    {
        await _parts.Store.AppendAsync(TestBatches.Make(period: 1), Cancellation);
        _machine.Set(Today.AddYears(1));
        _synchronisation.State = Synchronisation.Synchronised;
        var (clock, repair) = Begin(period: 2);
        using var watch = Watch(clock, repair);

        await watch.LookAsync(Cancellation);

        Assert.False(_parts.Store.Latest(1)!.TimeIsProvisional);
    }

    [Fact]
    public async Task The_time_is_noted_every_hour_and_a_clock_before_it_is_not_believed_at_the_next_start()
    {
        _machine.Set(Today);
        _synchronisation.State = Synchronisation.Unknown;
        var (clock, repair) = Begin(period: 1);
        using (var watch = Watch(clock, repair))
        {
            for (var minute = 0; minute < 61; minute++)
            {
                _machine.Advance(TimeSpan.FromMinutes(1));
                await watch.LookAsync(Cancellation);
            }
        }

        await _parts.ReopenAsync();
        var (newest, period) = await _parts.Writer.WriteAsync(connection => ClockHistory.Read(connection, _parts.Store), Cancellation);
        _machine.Set(Today.AddMinutes(30));

        Assert.Equal(Today.AddHours(1).ToUnixTimeMilliseconds(), newest);
        Assert.False(new GatewayClock(_machine, _synchronisation, new TimingOptions(), newest, period).Now().IsTrusted);
    }

    [Fact]
    public async Task Each_start_without_a_clock_is_a_period_of_its_own()
    {
        var periods = new List<int>();
        for (var start = 0; start < 3; start++)
        {
            var (_, period) = await _parts.Writer.WriteAsync(connection => ClockHistory.Read(connection, _parts.Store), Cancellation);
            periods.Add(period);
            var (clock, repair) = Begin(period);
            using var watch = Watch(clock, repair);
            await watch.StartAsync(Cancellation);
            await Eventually.TrueAsync(() => _parts.Writer.WriteAsync(connection => ClockHistory.Read(connection, _parts.Store), Cancellation).Result.NextPeriod > period, "the period is noted");
            await watch.StopAsync(Cancellation);
        }

        Assert.Equal([1, 2, 3], periods);
    }

    [Fact]
    public async Task A_frame_that_waits_for_its_turn_while_the_clock_is_set_is_stored_with_its_right_time()
    {
        var (clock, repair) = Begin(period: 1);
        using var watch = Watch(clock, repair);
        var directory = new IngestUnderTest.FakeDirectory();
        var held = new HeldStore(_parts.Store);
        using var ingest = new FrameIngest(directory, directory, held, clock, repair, new IncidentBook(clock), new RefusedFrames(_parts.Writer));
        var first = SendAsync(ingest, 0).AsTask();
        _machine.Advance(TimeSpan.FromMinutes(15));
        var second = SendAsync(ingest, 1).AsTask();
        SetClock();
        await watch.LookAsync(Cancellation);

        held.Gate.SetResult();
        await first;
        await second;
        await watch.LookAsync(Cancellation);
        _machine.Advance(TimeSpan.FromMinutes(15));
        await SendAsync(ingest, 2);

        var samples = _parts.Store.Read(1, long.MinValue / 2, long.MaxValue / 2).OrderBy(sample => sample.Identity.Counter).ToList();
        Assert.Equal(3, samples.Count);
        for (var index = 0; index < 3; index++)
        {
            Assert.False(samples[index].TimeIsProvisional);
            Assert.InRange(Math.Abs(Today.AddMinutes(15 * (index - 1)).ToUnixTimeMilliseconds() - samples[index].TimeUnixMilliseconds), 0, samples[index].UncertaintyMilliseconds);
            Assert.InRange(samples[index].UncertaintyMilliseconds, 1, 15_000);
        }
    }

    public async ValueTask DisposeAsync() => await _parts.DisposeAsync();

    private static ValueTask<IngestResult> SendAsync(FrameIngest ingest, uint counter) =>
        ingest.AcceptAsync(TestFrames.Encode(IngestUnderTest.Node, IngestUnderTest.Key, 1, counter, 900 + (counter * 900), age: 0), IngestUnderTest.Node, 10_000, Cancellation);

    private (GatewayClock Clock, TimeRepair Repair) Begin(int period) =>
        (new GatewayClock(_machine, _synchronisation, new TimingOptions(), 0, period), new TimeRepair(_parts.Store));

    private ClockWatch Watch(GatewayClock clock, TimeRepair repair) => new(clock, _parts.Writer, repair, _machine, NullLogger<ClockWatch>.Instance);

    private void SetClock()
    {
        _machine.Set(Today);
        _synchronisation.State = Synchronisation.Synchronised;
    }

    /// <summary>A store whose appends wait for a gate, and whose disk can be full.</summary>
    private sealed class HeldStore(IReadingStore inner) : IReadingStore
    {
        public event Action? Appended
        {
            add => inner.Appended += value;
            remove => inner.Appended -= value;
        }

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsFull { get; set; }

        public long LastSequence => inner.LastSequence;

        public async Task<int> AppendAsync(SampleBatch batch, CancellationToken cancellation = default)
        {
            await Gate.Task;
            return await inner.AppendAsync(batch, cancellation);
        }

        public IReadOnlyList<StreamSummary> Streams(int deviceId) => inner.Streams(deviceId);

        public int CountKnown(StreamKey stream, uint firstCounter, int count) => inner.CountKnown(stream, firstCounter, count);

        public Sample? Find(SampleIdentity identity) => inner.Find(identity);

        public IEnumerable<Sample> Read(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds) => inner.Read(deviceId, fromUnixMilliseconds, toUnixMilliseconds);

        public IReadOnlyList<HourSummary> ThinnedHours(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds) => inner.ThinnedHours(deviceId, fromUnixMilliseconds, toUnixMilliseconds);

        public IReadOnlyList<Sample> Recent(int deviceId, int maximumCount) => inner.Recent(deviceId, maximumCount);

        public Sample? Latest(int deviceId) => inner.Latest(deviceId);

        public IReadOnlyList<Sample> ReadAfter(long afterSequence, int maximumCount) => inner.ReadAfter(afterSequence, maximumCount);

        public bool HasUnreadable(int deviceId, long fromUnixMilliseconds) => throw new NotSupportedException();

        public long NewestTrustedArrival() => inner.NewestTrustedArrival();

        public int LastPeriod() => inner.LastPeriod();

        public Task<int> RepairTimesAsync(Func<IReadOnlyList<ProvisionalSample>, IEnumerable<RepairedTime>> repair, long arrivedAfterUnixMilliseconds = long.MaxValue, CancellationToken cancellation = default) =>
            IsFull ? throw new StorageUnavailableException("full") : inner.RepairTimesAsync(repair, arrivedAfterUnixMilliseconds, cancellation);
    }
}
