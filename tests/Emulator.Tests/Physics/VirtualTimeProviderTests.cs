using Jena.SensorNode.Emulator.Time;

namespace Jena.SensorNode.Emulator.Tests.Physics;

public class VirtualTimeProviderTests
{
    private static readonly DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Timers_fire_in_order_at_their_own_virtual_time()
    {
        var clock = new VirtualTimeProvider(start);
        var fired = new List<(string, DateTimeOffset)>();
        using var late = clock.CreateTimer(_ => fired.Add(("late", clock.GetUtcNow())), null, TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => fired.Add(("often", clock.GetUtcNow())), null, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(8));

        clock.Advance(TimeSpan.FromSeconds(25));

        Assert.Equal([("often", start.AddSeconds(8)), ("often", start.AddSeconds(16)), ("late", start.AddSeconds(20)), ("often", start.AddSeconds(24))], fired);
        Assert.Equal(start.AddSeconds(25), clock.GetUtcNow());
    }

    [Fact]
    public void The_clock_never_goes_back()
    {
        var clock = new VirtualTimeProvider(start);
        clock.Advance(TimeSpan.FromHours(1));

        clock.AdvanceTo(start);

        Assert.Equal(start.AddHours(1), clock.GetUtcNow());
    }

    [Fact]
    public void A_disposed_or_changed_timer_does_not_fire_at_its_old_time()
    {
        var clock = new VirtualTimeProvider(start);
        var count = 0;
        var timer = clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromSeconds(50), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, count);

        timer.Dispose();
        clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(0, count);
    }

    [Fact]
    public void A_wrong_wall_clock_moves_neither_timers_nor_timestamps()
    {
        var clock = new VirtualTimeProvider(start);
        var count = 0;
        using var timer = clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        clock.WallOffset = TimeSpan.FromDays(-400);
        clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(0, count);
        Assert.Equal(start.AddSeconds(4).AddDays(-400), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(4), clock.GetElapsedTime(start.UtcTicks));
    }

    [Fact]
    public async Task Delays_of_tasks_end_in_virtual_time()
    {
        var clock = new VirtualTimeProvider(start);
        var delay = Task.Delay(TimeSpan.FromHours(5), clock, TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromHours(4));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromHours(1));

        await delay;
    }
}
