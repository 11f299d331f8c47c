using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Tests.Support;
using Jena.SensorNode.Emulator.Time;

namespace Jena.SensorNode.Emulator.Tests.RealNode;

public class YearTests
{
    [Fact]
    [Trait("Length", "Year")]
    public async Task A_year_with_weather_and_everything_that_can_happen_loses_nothing_unaccounted()
    {
        await using var world = await NodeWorld.CreateAsync(options: new DeviceOptions { Seed = 5, SleepClockPartsPerMillion = 8_000, Battery = Power.BatteryModel.DCellThionylChloride });
        var device = world.Node.Device;
        device.Link.RealDownlinkPause = TimeSpan.FromMilliseconds(5);
        device.Wifi.IsReachable = time => time < NodeWorld.Start.AddDays(90) || time > NodeWorld.Start.AddDays(97);
        var random = new Random(5);
        for (var month = 1; month <= 12; month++)
        {
            device.PlanPowerCut(NodeWorld.Start.AddDays((30 * month) - random.Next(20)).AddSeconds(random.Next(86400)), TimeSpan.FromMinutes(5));
        }

        world.Node.RunUntil(NodeWorld.Start.AddDays(365));

        Assert.False(device.IsHung);
        Assert.All(world.Wakes, wake => Assert.NotEqual(WakeOutcome.Hung, wake.Outcome));
        foreach (var boot in world.Samples.Keys.GroupBy(id => id.Boot))
        {
            Assert.Equal(Enumerable.Range(0, boot.Count()).Select(n => (uint)n), boot.Select(id => id.Counter).Order());
        }

        var lost = world.Health.Where(health => (health.Mask & (1 << 5)) != 0).Select(health => health.SamplesLost).DefaultIfEmpty().Max();
        Assert.Equal(0u, lost);
        Assert.InRange(world.Samples.Count, (365 * 96 * 1.008) - 60, (365 * 96 * 1.008) + 30);
    }

    [Fact]
    public async Task A_fleet_on_one_clock_sends_in_the_order_of_time()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var world = await NodeWorld.CreateAsync();
        var clock = new VirtualTimeProvider(NodeWorld.Start);
        var fleet = new FleetRunner(clock);
        var program = Programs.NodeProgram.LoadNode();
        for (var i = 0; i < 5; i++)
        {
            var node = new EmulatedNode(
                program, new NodeFile(world.File), NodeSurroundings.From(world.Soil), NodeWorld.Start.AddMinutes(3 * i), new DeviceOptions { Seed = 100 + i }, clock);
            node.RouteTo("127.0.0.1", broker.Port);
            fleet.Add(node);
        }

        var arrivals = new List<DateTimeOffset>();
        broker.Reply = (_, _) =>
        {
            lock (arrivals)
            {
                arrivals.Add(clock.GetUtcNow());
            }

            return null;
        };

        fleet.RunUntil(NodeWorld.Start.AddHours(20), TestContext.Current.CancellationToken);

        Assert.True(arrivals.Count >= 15, $"{arrivals.Count} frames");
        Assert.Equal(arrivals.Order(), arrivals);
        Assert.Equal(NodeWorld.Start.AddHours(20), clock.GetUtcNow());
        Assert.All(fleet.Nodes, node => Assert.False(node.Device.IsHung));
    }
}
