using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.RealNode;

/// <summary>The node's own assembly on the virtual device.</summary>
public class WakeTests
{
    [Fact]
    public async Task The_first_wake_after_provisioning_sends_a_frame_and_sleeps()
    {
        await using var world = await NodeWorld.CreateAsync();

        var report = world.Node.RunOneWake()!;

        Assert.Equal(WakeOutcome.Slept, report.Outcome);
        Assert.NotEmpty(world.FrameSizes);
        Assert.True(world.Node.Device.LastUncaught is null, world.Node.Device.LastUncaught?.ToString());
        Assert.NotEmpty(world.Health);
    }

    [Fact]
    public async Task A_day_of_samples_arrives_once_with_the_right_time_and_the_soils_values()
    {
        await using var world = await NodeWorld.CreateAsync();

        world.Node.RunUntil(NodeWorld.Start.AddHours(30));

        Assert.All(world.Wakes, wake => Assert.Equal(WakeOutcome.Slept, wake.Outcome));
        Assert.Single(world.Samples.Keys.Select(id => id.Boot).Distinct());
        Assert.Equal(Enumerable.Range(0, world.Samples.Count).Select(n => (uint)n), world.Samples.Keys.Select(id => id.Counter).Order());
        Assert.InRange(world.Samples.Count, 24 * 4, 30 * 4 + 2);
        foreach (var sample in world.Samples.Values)
        {
            Assert.All(sample.Faults, fault => Assert.Equal(0, fault));
            Assert.Equal(world.Soil.WaterPercent(sample.TakenAt, 30), Probes.CapacitiveProbe.WaterPercent(sample.Values[0]), 0.6);
            Assert.Equal(world.Soil.Celsius(sample.TakenAt, 30), sample.Values[3] / 16.0, 0.2);
        }

        Assert.Equal(0, world.Repeats);
    }

    [Fact]
    public async Task A_held_button_wakes_the_node_which_tests_itself_blinks_and_says_where_it_is()
    {
        await using var world = await NodeWorld.CreateAsync();
        world.Node.RunOneWake();
        world.Node.RunOneWake();
        var told = world.Health.Count(health => (health.Mask & (1 << 11)) != 0);

        world.Node.HoldButton(world.Node.Device.Now + TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(6));
        world.Node.RunUntil(world.Node.Device.Now + TimeSpan.FromMinutes(10));

        Assert.Contains(world.Wakes, wake => wake.Cause == StartCause.Pin);
        Assert.True(world.Health.Count(health => (health.Mask & (1 << 11)) != 0) > told, "no frame carries the result of a self-test");
        Assert.Contains(world.Wakes[2..], wake => wake.PinChanges.Any(change => change.Pin == 2));
        Assert.All(world.Wakes, wake => Assert.Equal(WakeOutcome.Slept, wake.Outcome));
    }
}
