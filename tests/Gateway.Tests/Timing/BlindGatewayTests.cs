using CsCheck;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>
/// A gateway that loses power and clock again and again, whose host's clock jumps, among nodes that lose power too and bring backlogs of
/// several boots; clock, watch, repair, ingest, store and forwarder are the real ones.
/// </summary>
public class BlindGatewayTests
{
    private static readonly int[] Jumps = [-1, 1, -3600, 3600, -86_400, 86_400, -3 * 365 * 86_400, 20 * 365 * 86_400];

    private static readonly Gen<Happening> Events = Gen.Frequency(
        (5, Gen.Int[1, 300].Select(minutes => new Happening(What.TimePasses, Minutes: minutes))),
        (5, Gen.Int[0, 2].Select(node => new Happening(What.NodeSends, node))),
        (2, Gen.Select(Gen.Int[0, 2], Gen.Int[1, 300], (node, minutes) => new Happening(What.NodeLosesPower, node, minutes))),
        (2, Gen.Select(Gen.Int[1, 1800], Gen.OneOf(Gen.Int[-20_000, -1], Gen.Int[1, 3000]), (minutes, days) => new Happening(What.GatewayLosesPower, Minutes: minutes, WrongDays: days))),
        (3, Gen.Const(new Happening(What.ClockIsSet))),
        (2, Gen.Int[0, Jumps.Length - 1].Select(index => new Happening(What.HostJumps, Seconds: Jumps[index]))),
        (1, Gen.Bool.Select(refuses => new Happening(refuses ? What.SinkRefuses : What.SinkTakes))));

    [Fact]
    public async Task No_sink_ever_sees_a_time_that_is_not_final_and_every_time_it_sees_is_within_its_uncertainty() =>
        await Gen.Select(Events.Array[4, 40], Gen.Double[-0.048, 0.048].Array[3, 3]).SampleAsync(
            async (events, drifts) =>
            {
                await using var world = new BlindGateway(drifts);
                await world.PassAsync(TimeSpan.FromHours(1));
                for (var node = 0; node < drifts.Length; node++)
                    await world.SendAsync(node);
                foreach (var happens in events)
                    await LetAsync(world, happens);

                await world.RefuseAsync(false);
                await world.SetClockAsync();
                await world.PassAsync(TimeSpan.FromMinutes(20));
                for (var node = 0; node < drifts.Length; node++)
                    await world.SendAsync(node);

                await world.JudgeSinkAsync();
            },
            iter: 25,
            threads: 1);

    [Fact]
    public async Task What_arrives_before_the_clock_is_set_waits_and_then_comes_rightly_dated()
    {
        await using var world = new BlindGateway([0.03, -0.03, 0]);
        await world.PassAsync(TimeSpan.FromHours(6));
        await world.CutGatewayAsync(TimeSpan.FromHours(3), wrongDays: -9000);
        for (var node = 0; node < 3; node++)
            await world.SendAsync(node);
        await world.CutNodeAsync(1, TimeSpan.FromMinutes(40));
        await world.PassAsync(TimeSpan.FromHours(2));
        await world.SendAsync(1);
        Assert.Equal(0, world.Delivered);

        await world.SetClockAsync();

        await world.JudgeSinkAsync();
        Assert.Equal(world.Arrived, world.Delivered);
    }

    [Theory]
    [MemberData(nameof(JumpData))]
    public async Task A_jump_of_the_hosts_clock_moves_no_sample(int seconds)
    {
        await using var still = new BlindGateway([0.02, -0.02, 0]);
        await using var jumping = new BlindGateway([0.02, -0.02, 0]);
        foreach (var world in new[] { still, jumping })
        {
            await world.PassAsync(TimeSpan.FromHours(2));
            await world.SendAsync(0);
            if (world == jumping)
                await world.JumpAsync(TimeSpan.FromSeconds(seconds));
            await world.PassAsync(TimeSpan.FromHours(2));
            await world.SendAsync(0);
            await world.SendAsync(1);
        }

        var (expected, told) = (still.Times(), jumping.Times());
        Assert.Equal(expected.Count, told.Count);
        // A second's step (a leap second) is followed in small steps, as the host follows it; a jump is not.
        Assert.All(expected.Zip(told), pair => Assert.InRange(pair.Second - pair.First, Math.Abs(seconds) <= 1 ? -1000 : 0, Math.Abs(seconds) <= 1 ? 1000 : 0));
    }

    public static TheoryData<int> JumpData() => [.. Jumps];

    private enum What
    {
        TimePasses,
        NodeSends,
        NodeLosesPower,
        GatewayLosesPower,
        ClockIsSet,
        HostJumps,
        SinkRefuses,
        SinkTakes,
    }

    private static Task LetAsync(BlindGateway world, Happening happens) => happens.What switch
    {
        What.TimePasses => world.PassAsync(TimeSpan.FromMinutes(happens.Minutes)),
        What.NodeSends => world.SendAsync(happens.Node),
        What.NodeLosesPower => world.CutNodeAsync(happens.Node, TimeSpan.FromMinutes(happens.Minutes)),
        What.GatewayLosesPower => world.CutGatewayAsync(TimeSpan.FromMinutes(happens.Minutes), happens.WrongDays),
        What.ClockIsSet => world.SetClockAsync(),
        What.HostJumps => world.JumpAsync(TimeSpan.FromSeconds(happens.Seconds)),
        _ => world.RefuseAsync(happens.What == What.SinkRefuses),
    };

    private readonly record struct Happening(What What, int Node = 0, int Minutes = 0, int WrongDays = 0, int Seconds = 0);
}
