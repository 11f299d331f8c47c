using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

public class GatewayClockTests
{
    private static readonly DateTimeOffset Today = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-365 * 24 * 3600)]
    [InlineData(365 * 24 * 3600)]
    [InlineData(-3600)]
    [InlineData(3600)]
    public void A_jump_of_the_machine_moves_nothing_and_is_told(int seconds)
    {
        var machine = new JumpingTime(Today);
        var clock = new GatewayClock(machine, new TestSynchronisation(Synchronisation.Unknown), new TimingOptions(), 0, 1);
        machine.Advance(TimeSpan.FromMinutes(1));

        machine.Jump(TimeSpan.FromSeconds(seconds));
        clock.Check();
        machine.Advance(TimeSpan.FromMinutes(1));
        clock.Check();

        Assert.Equal((Today + TimeSpan.FromMinutes(2)).ToUnixTimeMilliseconds(), clock.Now().UnixMilliseconds);
        Assert.True(clock.Now().IsTrusted);
        Assert.Equal(seconds * 1000L, clock.JumpMilliseconds);
    }

    [Fact]
    public void A_jump_that_stays_and_that_the_time_service_vouches_for_is_followed_in_the_end()
    {
        var machine = new JumpingTime(Today);
        var clock = new GatewayClock(machine, new TestSynchronisation(Synchronisation.Synchronised), new TimingOptions(), 0, 1);

        machine.Jump(TimeSpan.FromHours(1));
        for (var minute = 0; minute < 20; minute++)
        {
            clock.Check();
            machine.Advance(TimeSpan.FromMinutes(1));
        }

        clock.Check();
        Assert.Null(clock.JumpMilliseconds);
        Assert.Equal(machine.GetUtcNow().ToUnixTimeMilliseconds(), clock.Now().UnixMilliseconds);
    }

    [Fact]
    public void Time_that_passes_during_a_look_at_the_clock_is_not_lost()
    {
        var machine = new SlowTime(Today);
        var clock = new GatewayClock(machine, new TestSynchronisation(Synchronisation.Synchronised), new TimingOptions { Clock = ClockPolicy.Always }, 0, 1);

        for (var check = 0; check < 100; check++)
            clock.Check();

        Assert.InRange(clock.Now().UnixMilliseconds - machine.GetUtcNow().ToUnixTimeMilliseconds(), -500, 500);
    }

    [Fact]
    public void Small_corrections_are_followed_in_small_steps()
    {
        var machine = new JumpingTime(Today);
        var clock = new GatewayClock(machine, new TestSynchronisation(Synchronisation.Synchronised), new TimingOptions(), 0, 1);

        machine.Jump(TimeSpan.FromMilliseconds(900));
        clock.Check();
        Assert.Equal(500, clock.Now().UnixMilliseconds - Today.ToUnixTimeMilliseconds());
        clock.Check();

        Assert.Equal(900, clock.Now().UnixMilliseconds - Today.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(1970, Synchronisation.Unknown)]
    [InlineData(2025, Synchronisation.Synchronised)]
    [InlineData(2026, Synchronisation.NotYet)]
    public void A_clock_that_cannot_be_right_is_not_believed(int year, Synchronisation state)
    {
        var machine = new JumpingTime(new DateTimeOffset(year, 2, 1, 0, 0, 0, TimeSpan.Zero));

        var clock = new GatewayClock(machine, new TestSynchronisation(state), new TimingOptions(), 0, 7);

        Assert.Equal(7, clock.Now().ProvisionalPeriod);
    }

    [Fact]
    public void A_clock_before_the_newest_stored_time_is_not_believed()
    {
        var clock = new GatewayClock(new JumpingTime(Today), new TestSynchronisation(Synchronisation.Unknown), new TimingOptions(), Today.AddHours(1).ToUnixTimeMilliseconds(), 1);

        Assert.False(clock.Now().IsTrusted);
    }

    [Fact]
    public void When_the_clock_is_set_what_earlier_times_lack_is_told()
    {
        var machine = new JumpingTime(new DateTimeOffset(1970, 1, 1, 0, 1, 0, TimeSpan.Zero));
        var clock = new GatewayClock(machine, new TestSynchronisation(Synchronisation.Unknown), new TimingOptions(), 0, 3);
        ClockCorrection? told = null;
        clock.BecameTrusted += correction => told = correction;
        machine.Advance(TimeSpan.FromSeconds(40));
        var before = clock.Now().UnixMilliseconds;

        machine.Set(Today);
        clock.Check();

        Assert.Equal(3, told!.Value.Period);
        Assert.Equal(Today.ToUnixTimeMilliseconds(), before + told.Value.AddMilliseconds);
        Assert.True(clock.Now().IsTrusted);
    }

    /// <summary>A machine whose wall clock can jump while its monotonic counter goes on.</summary>
    private sealed class JumpingTime(DateTimeOffset start) : TimeProvider
    {
        private readonly FakeTimeProvider _steady = new(start);
        private TimeSpan _offset;

        public override long TimestampFrequency => _steady.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _steady.GetUtcNow() + _offset;

        public override long GetTimestamp() => _steady.GetTimestamp();

        public void Advance(TimeSpan span) => _steady.Advance(span);

        public void Jump(TimeSpan span) => _offset += span;

        public void Set(DateTimeOffset now) => _offset = now - _steady.GetUtcNow();
    }

    /// <summary>A machine so busy that 100 ms pass between any two looks at its clocks.</summary>
    private sealed class SlowTime(DateTimeOffset start) : TimeProvider
    {
        private long _ticks = start.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

        public override long GetTimestamp() => _ticks += 100 * TimeSpan.TicksPerMillisecond;
    }
}
