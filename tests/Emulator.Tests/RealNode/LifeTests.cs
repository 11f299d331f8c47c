using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Probes;
using Jena.SensorNode.Emulator.Tests.Support;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Emulator.Tests.RealNode;

/// <summary>What happens to a node in the ground.</summary>
public class LifeTests
{
    [Fact]
    public async Task A_week_without_wifi_is_delivered_afterwards_without_a_gap()
    {
        await using var world = await NodeWorld.CreateAsync();
        world.Node.Device.Wifi.IsReachable = time => time < NodeWorld.Start.AddDays(1) || time > NodeWorld.Start.AddDays(8);

        world.Node.RunUntil(NodeWorld.Start.AddDays(12));

        AssertComplete(world, NodeWorld.Start.AddDays(11));
    }

    [Theory]
    [InlineData(50_000)]
    [InlineData(-50_000)]
    public async Task A_clock_that_drifts_by_5_percent_still_dates_by_age(double partsPerMillion)
    {
        await using var world = await NodeWorld.CreateAsync(options: new DeviceOptions { Seed = 3, HasEndlessBattery = true, SleepClockPartsPerMillion = partsPerMillion });

        world.Node.RunUntil(NodeWorld.Start.AddDays(3));

        AssertComplete(world, NodeWorld.Start.AddDays(2), 1 + (partsPerMillion / 1e6));
    }

    [Fact]
    public async Task Power_cuts_at_random_moments_cost_at_most_the_sample_of_that_moment()
    {
        await using var world = await NodeWorld.CreateAsync();
        var random = new Random(11);
        for (var day = 1; day <= 10; day++)
        {
            world.Node.Device.PlanPowerCut(NodeWorld.Start.AddDays(day).AddSeconds(random.Next(86400)), TimeSpan.FromMinutes(random.Next(1, 120)));
        }

        world.Node.RunUntil(NodeWorld.Start.AddDays(13));

        Assert.All(world.Wakes, wake => Assert.NotEqual(WakeOutcome.Hung, wake.Outcome));
        foreach (var boot in world.Samples.Keys.GroupBy(id => id.Boot))
        {
            Assert.Equal(Enumerable.Range(0, boot.Count()).Select(n => (uint)n), boot.Select(id => id.Counter).Order());
        }

        Assert.True(world.Samples.Keys.Select(id => id.Boot).Distinct().Count() >= 10);
        // Ten cuts, each up to two hours without power and one wake lost.
        Assert.InRange(world.Samples.Count, (13 * 96) - (10 * 10) - 24, (13 * 96) + 20);
    }

    [Fact]
    public async Task Power_cuts_while_flash_is_written_never_double_nor_invent_a_sample()
    {
        await using var world = await NodeWorld.CreateAsync(new NodeSettings { SendingIntervalSeconds = 3600 });
        var random = new Random(12);
        while (world.Node.Device.Now < NodeWorld.Start.AddDays(4))
        {
            if (random.Next(12) == 0)
            {
                world.Node.Device.Flash.CutAfterBytes = random.Next(3000);
            }

            Assert.NotNull(world.Node.RunOneWake());
        }

        var boots = world.Samples.GroupBy(sample => sample.Key.Boot);
        foreach (var boot in boots)
        {
            var counters = boot.Select(sample => sample.Key.Counter).Order().ToList();
            Assert.Equal(Enumerable.Range(0, counters.Count).Select(n => (uint)n), counters);
        }

        Assert.Contains(world.Wakes, wake => wake.Reason.Contains("flash", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, ProbeFault.Missing, 0)]
    [InlineData(0, ProbeFault.Shorted, 0)]
    [InlineData(0, ProbeFault.Open, 0)]
    [InlineData(0, ProbeFault.InAir, 0)]
    [InlineData(0, ProbeFault.OutOfRange, 0)]
    [InlineData(3, ProbeFault.Missing, 3)]
    [InlineData(3, ProbeFault.BitErrors, 3)]
    [InlineData(3, ProbeFault.NotReady, 3)]
    [InlineData(3, ProbeFault.Shorted, 3)]
    public async Task A_faulty_probe_is_reported_by_its_fault_and_never_as_a_number(int probe, ProbeFault fault, int channel)
    {
        await using var world = await NodeWorld.CreateAsync(new NodeSettings { SendingIntervalSeconds = 1800 });
        var from = NodeWorld.Start.AddHours(2);
        world.Node.Faults[probe].Add(fault, from, from.AddHours(3));

        world.Node.RunUntil(NodeWorld.Start.AddHours(8));

        var during = world.Samples.Values.Where(sample => sample.TakenAt > from.AddMinutes(1) && sample.TakenAt < from.AddHours(3).AddMinutes(-1)).ToList();
        var outside = world.Samples.Values.Where(sample => sample.TakenAt < from.AddMinutes(-1) || sample.TakenAt > from.AddHours(3).AddMinutes(1)).ToList();
        Assert.NotEmpty(during);
        Assert.All(during, sample => Assert.NotEqual(0, sample.Faults[channel]));
        Assert.All(outside, sample => Assert.Equal(0, sample.Faults[channel]));
    }

    [Theory]
    [InlineData(AcknowledgementFate.Late)]
    [InlineData(AcknowledgementFate.Twice)]
    [InlineData(AcknowledgementFate.Lost)]
    [InlineData(AcknowledgementFate.MessageLost)]
    public async Task A_gateway_that_acknowledges_badly_for_a_day_loses_nothing(AcknowledgementFate fate)
    {
        await using var world = await NodeWorld.CreateAsync();
        var until = NodeWorld.Start.AddDays(1.2);
        world.Node.Device.Link.Acknowledgements = time => time < until ? fate : AcknowledgementFate.Arrives;

        world.Node.RunUntil(NodeWorld.Start.AddDays(4));

        AssertComplete(world, NodeWorld.Start.AddDays(3));
    }

    [Theory]
    [InlineData(GatewayPresence.Refuses)]
    [InlineData(GatewayPresence.Silent)]
    [InlineData(GatewayPresence.Mute)]
    public async Task A_gateway_that_is_away_for_two_days_costs_patience_not_samples(GatewayPresence presence)
    {
        await using var world = await NodeWorld.CreateAsync();
        world.Node.Device.Link.Presence = time => time > NodeWorld.Start.AddDays(1) && time < NodeWorld.Start.AddDays(3) ? presence : GatewayPresence.Present;

        world.Node.RunUntil(NodeWorld.Start.AddDays(6));

        AssertComplete(world, NodeWorld.Start.AddDays(5));
        var away = world.Wakes.Count(wake => wake.RadioTime > TimeSpan.Zero && wake.Start > NodeWorld.Start.AddDays(1) && wake.Start < NodeWorld.Start.AddDays(3));
        Assert.InRange(away, 1, 40);
    }

    [Fact]
    public async Task A_quarter_of_a_year_without_wifi_overflows_the_journal_and_every_lost_sample_is_counted()
    {
        await using var world = await NodeWorld.CreateAsync(new NodeSettings { SendingIntervalSeconds = 7200 });
        world.Node.Device.Wifi.IsReachable = time => time < NodeWorld.Start.AddDays(1) || time > NodeWorld.Start.AddDays(91);

        world.Node.RunUntil(NodeWorld.Start.AddDays(100));

        var counters = world.Samples.Keys.Select(id => id.Counter).Order().ToList();
        var missing = counters[^1] + 1 - counters.Count;
        var lost = world.Health.Where(health => (health.Mask & (1 << 5)) != 0).Select(health => health.SamplesLost).DefaultIfEmpty().Max();
        Assert.Single(world.Samples.Keys.Select(id => id.Boot).Distinct());
        Assert.Equal(missing, lost);
        // 60 days at least are kept.
        Assert.InRange(missing, 0, 30 * 96);
    }

    [Fact]
    public async Task An_unprovisioned_node_sleeps_long_and_costs_little()
    {
        await using var world = await NodeWorld.CreateAsync();
        world.Node.Device.Flash.IsCorrupt = true;

        world.Node.RunUntil(NodeWorld.Start.AddDays(2));

        Assert.All(world.Wakes, wake => Assert.Equal(WakeOutcome.Slept, wake.Outcome));
        Assert.Empty(world.Samples);
        Assert.InRange(world.Wakes.Count, 1, 100);
    }

    /// <summary>One boot, no sample missing or doubled in the database's sense, everything taken until a time is there, and dated by age within 30 s.</summary>
    private static void AssertComplete(NodeWorld world, DateTimeOffset takenUntil, double clockSpeed = 1)
    {
        Assert.All(world.Wakes, wake => Assert.Equal(WakeOutcome.Slept, wake.Outcome));
        Assert.Single(world.Samples.Keys.Select(id => id.Boot).Distinct());
        Assert.Equal(Enumerable.Range(0, world.Samples.Count).Select(n => (uint)n), world.Samples.Keys.Select(id => id.Counter).Order());
        var expected = (takenUntil - NodeWorld.Start) / TimeSpan.FromMinutes(15) * clockSpeed;
        Assert.InRange(world.Samples.Count, expected * 0.98, double.MaxValue);
        var starts = world.Wakes.ConvertAll(wake => wake.Start);
        foreach (var sample in world.Samples.Values)
        {
            // What a gateway does: the age in node seconds, corrected by the speed it knows of the node's clock.
            var taken = sample.ArrivedAt - (sample.Age / clockSpeed);
            var index = starts.BinarySearch(taken);
            var before = starts[Math.Max(0, index >= 0 ? index : ~index - 1)];
            var after = starts[Math.Min(starts.Count - 1, index >= 0 ? index : ~index)];
            Assert.True(taken - before < TimeSpan.FromSeconds(30) || after - taken < TimeSpan.FromSeconds(30), $"dated {taken}, awake at {before} and {after}");
        }
    }
}
