using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Settings;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class ProbeHistoryTests
{
    private static readonly DateTimeOffset April = new(2026, 4, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset May = new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Probe_replaced_in_may_does_not_rewrite_april()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        await registry.Registry.ReplaceProbeAsync(node.NodeId, 0, 45, "B-17", May, TestRegistry.Cancellation);

        var april = Probe(registry, node, April);
        var june = Probe(registry, node, May.AddDays(30));
        Assert.Equal((30, ""), (april.DepthCentimeters, april.Serial));
        Assert.Equal((45, "B-17"), (june.DepthCentimeters, june.Serial));
        Assert.NotEqual(april.ProbeId, june.ProbeId);
        Assert.Equal(May, april.ValidTo);
        Assert.Equal(May, june.ValidFrom);
    }

    [Fact]
    public async Task At_the_instant_of_the_change_the_new_probe_counts()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        await registry.Registry.ReplaceProbeAsync(node.NodeId, 0, 45, "B-17", May, TestRegistry.Cancellation);

        Assert.Equal("B-17", Probe(registry, node, May).Serial);
        Assert.Equal("", Probe(registry, node, May.AddMilliseconds(-1)).Serial);
    }

    [Fact]
    public async Task Other_channels_keep_their_probe()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        var before = registry.Directory.DescribeAt(node.DeviceId, April)!.Probes[1];

        await registry.Registry.ReplaceProbeAsync(node.NodeId, 0, at: May, cancellation: TestRegistry.Cancellation);

        Assert.Equal(before, registry.Directory.DescribeAt(node.DeviceId, May)!.Probes[1]);
    }

    [Fact]
    public async Task Replacement_keeps_the_depth_unless_another_is_given()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        await registry.Registry.ReplaceProbeAsync(node.NodeId, 0, at: May, cancellation: TestRegistry.Cancellation);

        Assert.Equal(30, Probe(registry, node, May).DepthCentimeters);
    }

    [Fact]
    public async Task Change_before_the_begin_or_on_a_channel_without_probe_is_refused()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        await Assert.ThrowsAsync<RegistryException>(() => registry.Registry.ReplaceProbeAsync(
            node.NodeId, 0, at: registry.Time.GetUtcNow(), cancellation: TestRegistry.Cancellation));
        await Assert.ThrowsAsync<RegistryException>(() => registry.Registry.ReplaceProbeAsync(
            node.NodeId, 2, at: May, cancellation: TestRegistry.Cancellation));
    }

    [Fact]
    public async Task Frame_of_an_older_layout_finds_the_probes_of_that_layout_whatever_the_date_says()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        var layout = (await registry.Get<NodeSettingsRegistry>().ChangeLayoutAsync(node.NodeId, TestRegistry.Layout(60), May, TestRegistry.Cancellation)).Layout;

        Assert.Equal(1, layout.Id);
        var late = registry.Directory.DescribeAt(node.DeviceId, May.AddHours(3), layoutId: 0)!;
        var early = registry.Directory.DescribeAt(node.DeviceId, May.AddHours(-3), layoutId: 1)!;
        Assert.All(late.Probes, probe => Assert.Equal(30, probe.DepthCentimeters));
        Assert.All(early.Probes, probe => Assert.Equal(60, probe.DepthCentimeters));
        Assert.Equal([60, 60], registry.Directory.DescribeAt(node.DeviceId, May)!.Probes.Select(probe => probe.DepthCentimeters));
    }

    [Fact]
    public async Task Layout_never_used_has_no_probes()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        Assert.Empty(registry.Directory.DescribeAt(node.DeviceId, April, layoutId: 9)!.Probes);
    }

    [Fact]
    public async Task Node_that_moves_keeps_its_earlier_site_for_earlier_readings()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(SiteImportTests.TwoTrees);
        var node = await registry.AddNodeAsync(site: "1_42672");

        await registry.Registry.MoveAsync(node.NodeId, "1_42677", May, TestRegistry.Cancellation);

        Assert.Equal("1_42672", registry.Directory.DescribeAt(node.DeviceId, April)!.Site!.Reference);
        Assert.Equal("1_42677", registry.Directory.DescribeAt(node.DeviceId, May)!.Site!.Reference);
    }

    [Fact]
    public async Task Probes_come_in_the_order_of_their_dates_whatever_the_order_they_were_entered_in()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await registry.Registry.ReplaceProbeAsync(node.NodeId, 0, 45, "B-17", May, TestRegistry.Cancellation);
        using (var connection = registry.Get<Database>().OpenWriter())
            connection.Run("UPDATE probe SET probe_id = probe_id + 1000 WHERE serial = ''; UPDATE registry_state SET revision = revision + 1");
        registry.Directory.Refresh();

        var probes = registry.Directory.Snapshot.Device(node.DeviceId)!.Probes;

        Assert.Equal(probes.OrderBy(probe => probe.ValidFrom).Select(probe => probe.ProbeId), probes.Select(probe => probe.ProbeId));
        Assert.Equal("B-17", probes[^1].Serial);
    }

    [Fact]
    public async Task Wiring_and_the_settings_that_bring_it_to_the_node_are_stored_both_or_neither()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await registry.Registry.NoteProvisioningAsync(node.NodeId, "10.0.0.1", 1883, null, TestRegistry.Cancellation);
        var settings = registry.Get<NodeSettingsRegistry>();
        using var connection = registry.Get<Database>().OpenWriter();
        connection.Run("CREATE TRIGGER full BEFORE INSERT ON node_settings BEGIN SELECT RAISE(ABORT, 'no room'); END");

        await Assert.ThrowsAnyAsync<Exception>(() => settings.ChangeLayoutAsync(node.NodeId, TestRegistry.Layout(60), cancellation: TestRegistry.Cancellation));

        Assert.Equal(1, connection.Scalar<long>("SELECT count(*) FROM node_layout"));
        Assert.Equal(30, registry.Directory.Describe(node.DeviceId)!.Probes[0].DepthCentimeters);
        connection.Run("DROP TRIGGER full");
        var (layout, version) = await settings.ChangeLayoutAsync(node.NodeId, TestRegistry.Layout(60), cancellation: TestRegistry.Cancellation);
        Assert.Equal((1, 1u), (layout.Id, version));
    }

    private static ProbeDescription Probe(TestRegistry registry, RegisteredNode node, DateTimeOffset at) =>
        registry.Directory.DescribeAt(node.DeviceId, at)!.Probes[0];
}
