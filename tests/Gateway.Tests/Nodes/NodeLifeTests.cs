using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class NodeLifeTests
{
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(30);

    [Fact]
    public async Task Rotation_keeps_the_old_key_until_the_overlap_ends()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        await registry.Registry.RotateKeyAsync(node.NodeId, Overlap, cancellation: TestRegistry.Cancellation);

        var during = registry.Directory.Find(node.NodeId)!;
        Assert.NotEqual(node.Key, during.Key);
        Assert.Equal(node.Key, during.PreviousKey);
        registry.Time.Advance(Overlap);
        var after = registry.Directory.Find(node.NodeId)!;
        Assert.Equal(during.Key, after.Key);
        Assert.Null(after.PreviousKey);
    }

    [Fact]
    public async Task First_frame_under_the_new_key_ends_the_old_one()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await registry.Registry.RotateKeyAsync(node.NodeId, Overlap, cancellation: TestRegistry.Cancellation);

        await registry.Registry.EndPreviousKeyAsync(node.NodeId, TestRegistry.Cancellation);

        Assert.Null(registry.Directory.Find(node.NodeId)!.PreviousKey);
    }

    [Fact]
    public async Task Second_rotation_waits_for_the_first_unless_forced()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await registry.Registry.RotateKeyAsync(node.NodeId, Overlap, cancellation: TestRegistry.Cancellation);
        var second = registry.Directory.Find(node.NodeId)!.Key;

        await Assert.ThrowsAsync<RegistryException>(
            () => registry.Registry.RotateKeyAsync(node.NodeId, Overlap, cancellation: TestRegistry.Cancellation));
        Assert.Equal(second, registry.Directory.Find(node.NodeId)!.Key);

        await registry.Registry.RotateKeyAsync(node.NodeId, Overlap, force: true, TestRegistry.Cancellation);
        Assert.Equal(second, registry.Directory.Find(node.NodeId)!.PreviousKey);
    }

    [Fact]
    public async Task Retired_node_stays_known_but_has_neither_site_nor_probes()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(SiteImportTests.OneTree);
        var node = await registry.AddNodeAsync(site: "1_42672");
        registry.Time.Advance(TimeSpan.FromDays(1));

        await registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation);

        Assert.True(registry.Directory.Find(node.NodeId)!.IsRetired);
        var now = registry.Directory.Describe(node.DeviceId)!;
        Assert.Null(now.Site);
        Assert.Empty(now.Probes);
        Assert.True(now.IsRetired);
        var before = registry.Directory.DescribeAt(node.DeviceId, registry.Time.GetUtcNow().AddHours(-1))!;
        Assert.Equal("1_42672", before.Site!.Reference);
        Assert.Equal(2, before.Probes.Count);
    }

    [Fact]
    public async Task Retired_or_unknown_node_cannot_be_changed()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation);

        await Assert.ThrowsAsync<RegistryException>(() => registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation));
        await Assert.ThrowsAsync<RegistryException>(() => registry.Registry.RetireAsync(99, TestRegistry.Cancellation));
    }

    [Fact]
    public async Task Replacement_takes_site_and_wiring_and_retires_the_old_node()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(SiteImportTests.OneTree);
        var old = await registry.AddNodeAsync(site: "1_42672");
        registry.Time.Advance(TimeSpan.FromHours(1));

        var replacement = await registry.Registry.ReplaceAsync(old.NodeId, cancellation: TestRegistry.Cancellation);

        Assert.NotEqual(old.NodeId, replacement.NodeId);
        Assert.NotEqual(old.Key, replacement.Key);
        var device = registry.Directory.Describe(replacement.DeviceId)!;
        Assert.Equal("1_42672", device.Site!.Reference);
        Assert.Equal(2, device.Probes.Count);
        Assert.True(registry.Directory.Find(old.NodeId)!.IsRetired);
    }

    [Fact]
    public async Task Boot_floor_rises_above_all_boots_seen_and_all_floors_given()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        Assert.Equal(2u, await registry.Registry.NextBootFloorAsync(node.NodeId, 0, TestRegistry.Cancellation));
        Assert.Equal(3u, await registry.Registry.NextBootFloorAsync(node.NodeId, 0, TestRegistry.Cancellation));
        Assert.Equal(18u, await registry.Registry.NextBootFloorAsync(node.NodeId, 17, TestRegistry.Cancellation));
        Assert.Equal(19u, await registry.Registry.NextBootFloorAsync(node.NodeId, 5, TestRegistry.Cancellation));
    }
}
