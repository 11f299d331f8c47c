using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Timing;

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
    public void While_it_is_not_set_the_present_is_no_earlier_than_what_is_known_to_be_over()
    {
        var synchronisation = new TestSynchronisation(Synchronisation.NotYet);
        var machine = new JumpingTime(new DateTimeOffset(1970, 1, 1, 0, 1, 0, TimeSpan.Zero));
        var clock = new GatewayClock(machine, synchronisation, new TimingOptions(), Today.ToUnixTimeMilliseconds(), 1);
        Assert.Equal(Today, clock.Present);

        (synchronisation.State, var now) = (Synchronisation.Synchronised, Today.AddDays(14));
        machine.Set(now);
        clock.Check();

        Assert.Equal(now, clock.Present);
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

    [Theory]
    [InlineData(nameof(ClockPolicy.Auto), Synchronisation.Unknown, 1, false)]
    [InlineData(nameof(ClockPolicy.Auto), Synchronisation.NotYet, 1, false)]
    [InlineData(nameof(ClockPolicy.Auto), Synchronisation.Synchronised, 1, true)]
    [InlineData(nameof(ClockPolicy.Auto), Synchronisation.Synchronised, 20 * 365 * 24, true)]
    [InlineData(nameof(ClockPolicy.Synchronised), Synchronisation.Synchronised, 20 * 365 * 24, true)]
    [InlineData(nameof(ClockPolicy.Synchronised), Synchronisation.Unknown, 1, false)]
    public void A_clock_before_the_newest_stored_time_is_believed_only_where_the_system_vouches_for_it(string policy, Synchronisation state, int hoursAhead, bool isTrusted)
    {
        var newest = Today.AddHours(hoursAhead).ToUnixTimeMilliseconds();
        var clock = new GatewayClock(new JumpingTime(Today), new TestSynchronisation(state), new TimingOptions { Clock = Enum.Parse<ClockPolicy>(policy) }, newest, 1);

        Assert.Equal(isTrusted, clock.Now().IsTrusted);
        Assert.Equal(Today.ToUnixTimeMilliseconds(), clock.Now().UnixMilliseconds);
    }

    [Fact]
    public void A_clock_that_ran_ahead_in_an_earlier_run_is_right_again_as_soon_as_the_time_service_has_answered()
    {
        var machine = new JumpingTime(Today);
        var system = new TestSynchronisation(Synchronisation.NotYet);
        var clock = new GatewayClock(machine, system, new TimingOptions(), Today.AddYears(5).ToUnixTimeMilliseconds(), 1);
        clock.Check();
        Assert.False(clock.Now().IsTrusted);

        system.State = Synchronisation.Synchronised;
        clock.Check();

        Assert.Equal(new ClockReading(Today.ToUnixTimeMilliseconds(), 0), clock.Now());
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

    [Fact]
    public void A_reading_from_before_the_clock_was_set_can_be_settled_afterwards()
    {
        var machine = new JumpingTime(new DateTimeOffset(1970, 1, 1, 0, 1, 0, TimeSpan.Zero));
        var clock = new GatewayClock(machine, new TestSynchronisation(Synchronisation.Unknown), new TimingOptions(), 0, 3);
        var early = clock.Now();
        var elsewhere = early with { ProvisionalPeriod = 2 };
        Assert.Equal(early, clock.Settle(early));
        machine.Advance(TimeSpan.FromSeconds(40));

        machine.Set(Today);
        clock.Check();

        Assert.Equal(new ClockReading(Today.AddSeconds(-40).ToUnixTimeMilliseconds(), 0), clock.Settle(early));
        Assert.Equal(elsewhere, clock.Settle(elsewhere));
        Assert.Equal(clock.Now(), clock.Settle(clock.Now()));
    }

    [Theory]
    [InlineData(nameof(ClockPolicy.Auto), Synchronisation.Unknown, true)]
    [InlineData(nameof(ClockPolicy.Auto), Synchronisation.NotYet, false)]
    [InlineData(nameof(ClockPolicy.Synchronised), Synchronisation.Unknown, false)]
    [InlineData(nameof(ClockPolicy.Synchronised), Synchronisation.Synchronised, true)]
    [InlineData(nameof(ClockPolicy.Always), Synchronisation.NotYet, true)]
    public void The_policy_decides_whom_to_believe(string policy, Synchronisation state, bool isTrusted) =>
        Assert.Equal(isTrusted, new GatewayClock(new JumpingTime(Today), new TestSynchronisation(state), new TimingOptions { Clock = Enum.Parse<ClockPolicy>(policy) }, 0, 1).Now().IsTrusted);

    [Theory]
    [InlineData(2000, 900, 0)]
    [InlineData(100, 1, 0)]
    [InlineData(3_600_000, 86_400, 0)]
    [InlineData(99, 900, 1)]
    [InlineData(3_600_001, 86_401, 2)]
    [InlineData(2000, 0, 1)]
    public void Settings_out_of_range_are_told(int jumpMilliseconds, int settlesSeconds, int problems) =>
        Assert.Equal(problems, new TimingOptions { JumpMilliseconds = jumpMilliseconds, JumpSettlesSeconds = settlesSeconds }.Problems().Count());

    [Fact]
    public void The_system_can_be_asked() => Assert.True(Enum.IsDefined(new SystemClockSynchronisation().Ask()));

    /// <summary>A machine so busy that 100 ms pass between any two looks at its clocks.</summary>
    private sealed class SlowTime(DateTimeOffset start) : TimeProvider
    {
        private long _ticks = start.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

        public override long GetTimestamp() => _ticks += 100 * TimeSpan.TicksPerMillisecond;
    }
}
