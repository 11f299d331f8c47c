using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Tests.Support;
using Jena.SensorNode.Frames.Batteries;

namespace Jena.SensorNode.Emulator.Tests.Physics;

/// <summary>The limits of each kind of battery against its discharge curve under the node's load.</summary>
public class BatteryKindTests
{
    private static readonly EnergyAssumptions energy = new();

    public static TheoryData<string> Names => [.. BatteryModel.Named.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Most_of_the_charge_is_used_at_the_full_rate_and_each_tier_begins_after_the_one_before(string name)
    {
        var (model, kind) = Find(name);

        var half = LeftAt(model, kind.HalfRateBelowMillivolts);
        var eighth = LeftAt(model, kind.EighthRateBelowMillivolts);
        var heartbeat = LeftAt(model, kind.HeartbeatBelowMillivolts);

        Assert.InRange(half, 0.04, 0.3);
        Assert.True(half > eighth && eighth > heartbeat, $"{half} {eighth} {heartbeat}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_heartbeat_begins_while_the_battery_still_carries_the_radio(string name)
    {
        var (model, kind) = Find(name);
        var radio = energy.ProcessorBusyMilliamperes + energy.RadioTransmitMilliamperes;

        var breaksDown = model.ChargeShareAt(energy.BrownOutMillivolts, radio, 20);

        Assert.True(LeftAt(model, kind.HeartbeatBelowMillivolts) > breaksDown);
    }

    [Fact]
    public void The_limits_of_a_lithium_ion_cell_would_waste_most_of_two_lithium_aa()
    {
        var wrong = BatteryKind.LithiumIon;

        Assert.InRange(LeftAt(BatteryModel.TwoAaLithium, wrong.HalfRateBelowMillivolts), 0.8, 1);
        Assert.InRange(LeftAt(BatteryModel.TwoAaLithium, wrong.HeartbeatBelowMillivolts), 0.5, 1);
    }

    [Fact]
    public async Task A_node_provisioned_for_its_battery_works_at_the_full_rate_where_another_would_only_give_signs_of_life()
    {
        await using var told = await World(BatteryKind.LithiumIronDisulfide);
        await using var untold = await World(null);

        told.Node.RunUntil(NodeWorld.Start.AddDays(2));
        untold.Node.RunUntil(NodeWorld.Start.AddDays(2));

        Assert.InRange(told.Samples.Count, 42 * 4, (48 * 4) + 2);
        Assert.Empty(untold.Samples);
        Assert.InRange(untold.Wakes.Count, 2, 5);
    }

    [Fact]
    public async Task A_node_on_its_last_charge_goes_through_the_tiers_one_by_one_and_ends_with_a_heartbeat_not_with_a_break_down()
    {
        await using var world = await World(BatteryKind.LithiumIronDisulfide, 0.30, 10);

        world.Node.RunUntil(NodeWorld.Start.AddDays(60));

        var wakes = Enumerable.Range(0, 60).Select(day => world.Wakes.Count(wake => (wake.Start - NodeWorld.Start).Days == day)).ToList();
        Assert.InRange(wakes[0], 96, 98);
        Assert.All(wakes.Zip(wakes.Skip(1)), pair => Assert.True(pair.Second <= pair.First, string.Join(" ", wakes)));
        Assert.Contains(48, wakes);
        Assert.Contains(12, wakes);
        Assert.Equal([1, 1, 1], wakes[^3..]);
        Assert.DoesNotContain(world.Wakes, wake => wake.Reason == "brown-out");
    }

    private static Task<NodeWorld> World(BatteryKind? kind, double charge = 0.5, int fasterBy = 1) => NodeWorld.CreateAsync(
        battery: kind,
        options: new DeviceOptions
        {
            Seed = 5,
            Battery = BatteryModel.TwoAaLithium with { CapacityMilliampereHours = BatteryModel.TwoAaLithium.CapacityMilliampereHours / fasterBy },
            BatteryChargeShare = charge,
            HasEndlessBattery = fasterBy == 1,
        });

    private static (BatteryModel Model, BatteryKind Kind) Find(string name)
    {
        var model = BatteryModel.Named.Single(model => model.Name == name);
        return (model, BatteryKind.Find(model.Kind)!);
    }

    private static double LeftAt(BatteryModel model, int millivolts) => model.ChargeShareAt(millivolts, energy.ProcessorBusyMilliamperes, 20);
}
