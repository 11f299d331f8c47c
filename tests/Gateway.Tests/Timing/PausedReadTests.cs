using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>A process that is put aside between reading the wall clock and the counter.</summary>
public class PausedReadTests
{
    [Fact]
    public void A_pause_between_two_reads_is_no_jump_of_the_clock()
    {
        var time = new PausingTime();
        var clock = new GatewayClock(time, new Believed(), new TimingOptions { Clock = ClockPolicy.Always }, 0, 1);
        for (var check = 0; check < 200; check++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            clock.Check();
            Assert.Null(clock.JumpMilliseconds);
            Assert.InRange(clock.Now().UnixMilliseconds - time.Truth.ToUnixTimeMilliseconds(), -PausingTime.PauseMilliseconds, PausingTime.PauseMilliseconds);
        }
    }

    [Fact]
    public void A_real_jump_is_still_seen()
    {
        var time = new PausingTime();
        var clock = new GatewayClock(time, new Believed(), new TimingOptions { Clock = ClockPolicy.Always }, 0, 1);
        time.WallOffset = TimeSpan.FromHours(1);
        time.Advance(TimeSpan.FromSeconds(5));
        clock.Check();

        Assert.InRange(clock.JumpMilliseconds!.Value, 3_599_000, 3_601_000);
    }

    private sealed class Believed : IClockSynchronisation
    {
        public Synchronisation Ask() => Synchronisation.Synchronised;
    }

    /// <summary>Every third read of the wall clock is followed by a pause of half a minute.</summary>
    private sealed class PausingTime : TimeProvider
    {
        public const int PauseMilliseconds = 30_000;
        private int _reads;

        public DateTimeOffset Truth { get; private set; } = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

        public TimeSpan WallOffset { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan span) => Truth += span;

        public override long GetTimestamp() => Truth.UtcTicks;

        public override DateTimeOffset GetUtcNow()
        {
            var now = Truth + WallOffset;
            if (++_reads % 3 == 0)
                Truth += TimeSpan.FromMilliseconds(PauseMilliseconds);
            return now;
        }
    }
}
