using CsCheck;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>
/// A gateway without a clock chip that believed a clock which ran ahead, with its sink out of reach, and was put right later: what is
/// stored gets its right time, wherever it lies by then, and no sink hangs behind it.
/// </summary>
public class ClockAheadTests
{
    // Hours off before, hours with the wrong clock, days that it is ahead, whether the log settles meanwhile, whether it is put right without a start.
    private static readonly Gen<(int Off, int Ahead, int Days, bool Settles, bool PutRightWhileRunning)[]> Episodes =
        Gen.Select(Gen.Int[0, 10], Gen.Int[1, 20], Gen.Int[2, 2000], Gen.Bool, Gen.Bool).Array[1, 3];

    [Fact]
    public async Task Once_the_clock_is_right_every_time_is_within_its_uncertainty_and_reaches_the_sink() =>
        await Gen.Select(Episodes, Gen.Double[-0.045, 0.045].Array[3, 3]).SampleAsync(
            async (episodes, drifts) =>
            {
                await using var world = new BlindGateway(drifts);
                await world.RefuseAsync(true);
                await LiveAsync(world, hours: 3);
                foreach (var (off, ahead, days, settles, putRightWhileRunning) in episodes)
                {
                    await world.CutGatewayAsync(TimeSpan.FromHours(off), days, Synchronisation.Unknown);
                    Assert.True(world.Believes);
                    await LiveAsync(world, ahead);
                    if (settles)
                        await world.SettleAsync();
                    if (!putRightWhileRunning)
                        await world.CutGatewayAsync(TimeSpan.FromMinutes(5), wrongDays: 0, Synchronisation.Synchronised);
                    await world.SetClockAsync();
                    await LiveAsync(world, hours: 2);
                    Assert.True(world.Ahead!.Redated > 0);
                }

                await world.RefuseAsync(false);

                await world.JudgeSinkAsync(isClockRight: false);
            },
            iter: 20,
            threads: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clock_that_is_behind_now_spoils_no_right_time_and_what_waited_for_it_leaves_when_it_is_right(bool settles)
    {
        await using var world = new BlindGateway([0.01, -0.01, 0]);
        await world.RefuseAsync(true);
        for (var day = 0; day < 6; day++)
            await LiveAsync(world, hours: 24);
        if (settles)
            await world.SettleAsync();
        var times = world.Times();

        await world.CutGatewayAsync(TimeSpan.FromHours(1), wrongDays: -4, Synchronisation.Synchronised);

        Assert.True(world.Believes);
        Assert.Equal(times, world.Times());
        Assert.True(world.Ahead is { Redated: 0, Left: > 0 });
        await world.CutGatewayAsync(TimeSpan.FromHours(1), wrongDays: 0, Synchronisation.Synchronised);
        Assert.Null(world.Ahead);
        await world.RefuseAsync(false);
        await world.JudgeSinkAsync();
    }

    [Fact]
    public async Task A_clock_put_right_while_the_gateway_runs_moves_its_times_by_exactly_what_it_was_ahead()
    {
        await using var world = new BlindGateway([0.02, -0.02, 0]);
        await world.RefuseAsync(true);
        await LiveAsync(world, hours: 2);
        var before = world.Times().Count;
        await world.CutGatewayAsync(TimeSpan.FromHours(1), wrongDays: 400, Synchronisation.Unknown);
        await LiveAsync(world, hours: 5);
        var wrong = world.Times();

        await world.SetClockAsync();
        await world.PassAsync(TimeSpan.FromMinutes(40));

        var moved = wrong.Zip(world.Times(), (left, right) => left - right).ToList();
        Assert.Equal(before, moved.Count(by => by == 0));
        Assert.All(moved.Where(by => by != 0), by => Assert.InRange(by - TimeSpan.FromDays(400).TotalMilliseconds, -1000, 1000));
        Assert.Equal(moved.Count - before, world.Ahead!.Redated);
    }

    [Fact]
    public async Task A_board_that_nobody_vouches_for_believes_its_clock_again_once_it_was_put_right()
    {
        await using var world = new BlindGateway([0, 0, 0]);
        await world.CutGatewayAsync(TimeSpan.FromHours(1), wrongDays: 900, Synchronisation.Unknown);
        await LiveAsync(world, hours: 3);
        await world.CutGatewayAsync(TimeSpan.FromHours(1), wrongDays: 0, Synchronisation.Unknown);
        Assert.False(world.Believes);
        await world.SetClockAsync();

        await world.CutGatewayAsync(TimeSpan.FromHours(1), wrongDays: 0, Synchronisation.Unknown);

        Assert.True(world.Believes);
    }

    private static async Task LiveAsync(BlindGateway world, int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            await world.PassAsync(TimeSpan.FromHours(1));
            await world.SendAsync(hour % 3);
        }

        for (var node = 0; node < 3; node++)
            await world.SendAsync(node);
    }
}
