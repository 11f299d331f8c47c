using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Tests.Support;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Emulator.Tests.RealNode;

/// <summary>Every call that can wait for ever: the deadline ends the wake, the node sleeps, tells of it, and has lost nothing that stood on flash.</summary>
public class HangTests
{
    private static readonly DateTimeOffset from = NodeWorld.Start.AddHours(7);
    private static readonly DateTimeOffset until = NodeWorld.Start.AddHours(14);

    private static readonly ProbeLayout onI2c = new()
    {
        Id = 4,
        PowerPin = 25,
        Channels = [new ProbeChannel { Kind = ChannelKind.AirTemperature, DepthCentimeters = ProbeChannel.InAir, Wiring = [1, 0x44] }],
    };

    [Theory]
    [InlineData(BlockingCall.I2c)]
    [InlineData(BlockingCall.Analog)]
    [InlineData(BlockingCall.OneWire)]
    [InlineData(BlockingCall.File)]
    [InlineData(BlockingCall.NetworkInterface)]
    [InlineData(BlockingCall.Connect)]
    public async Task A_call_that_never_returns_ends_by_the_deadline_in_sleep(BlockingCall hanging)
    {
        await using var world = await NodeWorld.CreateAsync(new NodeSettings { Layout = hanging == BlockingCall.I2c ? onI2c : null });
        world.Node.Device.NeverReturns = (call, time) => call == hanging && time >= from && time < until;

        world.Node.RunUntil(NodeWorld.Start.AddHours(40));

        Assert.All(world.Wakes, wake => Assert.Equal(WakeOutcome.Slept, wake.Outcome));
        var hung = world.Wakes.Where(wake => wake.AwakeTime > TimeSpan.FromSeconds(40)).ToList();
        Assert.NotEmpty(hung);
        Assert.All(hung, wake => Assert.InRange(wake.AwakeTime.TotalSeconds, 44, 65));
        AssertNothingLost(world, mayMissWithin: hanging is BlockingCall.NetworkInterface or BlockingCall.Connect ? null : (from, until));
        // The file system cannot say that it hung; every other hang is counted once.
        var resets = world.Health.Max(health => health.Resets);
        Assert.Equal(hanging == BlockingCall.File ? 0u : (uint)hung.Count, resets);
    }

    [Theory]
    [InlineData(GatewayPresence.Silent)]
    [InlineData(GatewayPresence.Mute)]
    public async Task An_address_without_an_answer_and_a_broker_without_a_word_cost_half_a_minute_and_no_reset(GatewayPresence presence)
    {
        await using var world = await NodeWorld.CreateAsync();
        world.Node.Device.Link.Presence = time => time >= from && time < until ? presence : GatewayPresence.Present;

        world.Node.RunUntil(NodeWorld.Start.AddHours(40));

        AssertBounded(world, 44);
        AssertNothingLost(world);
    }

    [Fact]
    public async Task Acknowledgements_that_never_come_end_the_session_after_seconds()
    {
        await using var world = await NodeWorld.CreateAsync();
        world.Node.Device.Link.Acknowledgements = time => time >= from && time < until ? AcknowledgementFate.Lost : AcknowledgementFate.Arrives;

        world.Node.RunUntil(NodeWorld.Start.AddHours(40));

        AssertBounded(world, 20);
        AssertNothingLost(world);
    }

    [Fact]
    public async Task A_network_without_an_address_ends_the_session_after_twenty_seconds()
    {
        await using var world = await NodeWorld.CreateAsync();
        world.Node.Device.Wifi.IsReachable = time => time < from || time >= until;

        world.Node.RunUntil(NodeWorld.Start.AddHours(40));

        AssertBounded(world, 25);
        AssertNothingLost(world);
    }

    private static void AssertBounded(NodeWorld world, double seconds)
    {
        Assert.All(world.Wakes, wake => Assert.Equal(WakeOutcome.Slept, wake.Outcome));
        // The first wake is the technician's.
        Assert.All(world.Wakes.Skip(1), wake => Assert.InRange(wake.AwakeTime.TotalSeconds, 0, seconds));
        Assert.Equal(0u, world.Health.Max(health => health.Resets));
    }

    /// <summary>One boot, counters without a gap, and a sample for every slot that did not hang in the measurement itself.</summary>
    private static void AssertNothingLost(NodeWorld world, (DateTimeOffset From, DateTimeOffset Until)? mayMissWithin = null)
    {
        Assert.Single(world.Samples.Keys.Select(id => id.Boot).Distinct());
        var samples = world.Samples.OrderBy(sample => sample.Key.Counter).Select(sample => sample.Value).ToList();
        Assert.Equal(Enumerable.Range(0, samples.Count).Select(n => (uint)n), world.Samples.Keys.Select(id => id.Counter).Order());
        Assert.True(samples[^1].TakenAt > NodeWorld.Start.AddHours(32));
        foreach (var (before, after) in samples.Zip(samples.Skip(1)))
        {
            var mayMiss = mayMissWithin is { } span && after.TakenAt > span.From && before.TakenAt < span.Until;
            Assert.True(mayMiss || after.TakenAt - before.TakenAt < TimeSpan.FromMinutes(16), $"nothing between {before.TakenAt} and {after.TakenAt}");
        }
    }
}
