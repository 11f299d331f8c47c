using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class NodeRegistrationTests
{
    [Fact]
    public async Task Registered_node_is_found_with_its_key()
    {
        await using var registry = new TestRegistry();

        var node = await registry.AddNodeAsync(0x2a);

        var keys = registry.Directory.Find(0x2a);
        Assert.NotNull(keys);
        Assert.Equal(node.Key, keys.Key);
        Assert.Equal(node.DeviceId, keys.DeviceId);
        Assert.Null(keys.PreviousKey);
        Assert.False(keys.IsRetired);
    }

    [Fact]
    public async Task Unknown_node_is_not_found()
    {
        await using var registry = new TestRegistry();

        Assert.Null(registry.Directory.Find(0x2a));
        Assert.Null(registry.Directory.Describe(1));
        Assert.Null(registry.Directory.DescribeAt(1, registry.Time.GetUtcNow()));
    }

    [Fact]
    public async Task Ids_are_given_one_after_the_other_and_may_be_chosen()
    {
        await using var registry = new TestRegistry();

        Assert.Equal(1u, (await registry.AddNodeAsync()).NodeId);
        Assert.Equal(uint.MaxValue - 1, (await registry.AddNodeAsync(uint.MaxValue - 1)).NodeId);
        Assert.Equal(uint.MaxValue, (await registry.AddNodeAsync()).NodeId);
        await Assert.ThrowsAsync<RegistryException>(() => registry.AddNodeAsync());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(7u)]
    public async Task Taken_or_impossible_id_is_refused_and_changes_nothing(uint nodeId)
    {
        await using var registry = new TestRegistry();
        await registry.AddNodeAsync(7);

        await Assert.ThrowsAsync<RegistryException>(() => registry.AddNodeAsync(nodeId));

        Assert.Single(registry.Directory.All());
    }

    [Fact]
    public async Task Unknown_site_is_refused_with_what_to_do_and_no_node_remains()
    {
        await using var registry = new TestRegistry();

        var refusal = await Assert.ThrowsAsync<RegistryException>(() => registry.AddNodeAsync(1, "1_42672"));

        Assert.Contains("site import", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(registry.Directory.All());
    }

    [Fact]
    public async Task Layout_without_channels_is_refused()
    {
        await using var registry = new TestRegistry();
        var empty = new NewNode(new Jena.SensorNode.Frames.ProbeLayout());

        await Assert.ThrowsAsync<RegistryException>(() => registry.Registration.AddAsync(empty, TestRegistry.Cancellation));
    }

    [Fact]
    public async Task Every_node_has_a_key_of_its_own()
    {
        await using var registry = new TestRegistry();

        var first = await registry.AddNodeAsync();
        var second = await registry.AddNodeAsync();

        Assert.NotEqual(first.Key, second.Key);
    }

    [Fact]
    public async Task Probes_describe_the_channels_of_the_layout()
    {
        await using var registry = new TestRegistry();

        var node = await registry.AddNodeAsync();

        var device = registry.Directory.Describe(node.DeviceId)!;
        Assert.Equal("00000001", device.Name);
        Assert.Equal(DeviceKindOf.Node, device.Kind);
        Assert.Equal([0, 1], device.Probes.Select(probe => probe.Channel));
        Assert.All(device.Probes, probe => Assert.Equal(30, probe.DepthCentimeters));
    }

    [Fact]
    public async Task Change_is_announced_after_it_is_visible()
    {
        await using var registry = new TestRegistry();
        var seen = new List<int>();
        registry.Directory.Changed += () => seen.Add(registry.Directory.All().Count);

        await registry.AddNodeAsync();
        await registry.AddNodeAsync();

        Assert.Equal([1, 2], seen);
    }

    [Fact]
    public async Task Registration_survives_a_restart()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        await using var restarted = new TestRegistry(registry.Folder);

        Assert.Equal(node.Key, restarted.Directory.Find(node.NodeId)!.Key);
    }

    [Fact]
    public async Task Change_of_another_process_is_seen_at_the_next_look()
    {
        await using var service = new TestRegistry();
        Assert.Empty(service.Directory.All());
        await using var command = new TestRegistry(service.Folder);

        var node = await command.AddNodeAsync();
        service.Directory.Refresh();

        Assert.Equal(node.Key, service.Directory.Find(node.NodeId)!.Key);
    }

    [Fact]
    public async Task Look_without_a_change_announces_nothing()
    {
        await using var registry = new TestRegistry();
        await registry.AddNodeAsync();
        var announced = 0;
        registry.Directory.Changed += () => announced++;

        registry.Directory.Refresh();

        Assert.Equal(0, announced);
    }
}
