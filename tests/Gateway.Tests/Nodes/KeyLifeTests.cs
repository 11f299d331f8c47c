using CsCheck;
using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>Whatever is done to a node's keys in whatever order, the one that the node may have is believed as long as was promised.</summary>
public sealed class KeyLifeTests
{
    private enum Step
    {
        Rotate,
        RotateByForce,
        NewKeyHeard,
        Retire,
        Reactivate,
        Wait,
        Restart,
    }

    [Fact]
    public async Task Keys_follow_what_was_promised_whatever_is_done_to_a_node() =>
        await Gen.Select(Gen.Enum<Step>(), Gen.Int[1, 40]).Array[1, 25].SampleAsync(CheckAsync, iter: 25);

    [Fact]
    public async Task A_second_forced_rotation_within_the_overlap_leaves_the_two_newest_keys_and_no_third()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        var keys = new List<byte[]> { node.Key };
        foreach (var isForced in new[] { false, true, true })
        {
            await registry.Registry.RotateKeyAsync(node.NodeId, TimeSpan.FromDays(30), isForced, TestRegistry.Cancellation);
            keys.Add(registry.Directory.Find(node.NodeId)!.Key);
        }

        var now = registry.Directory.Find(node.NodeId)!;
        Assert.Equal(keys[3], now.Key);
        Assert.Equal(keys[2], now.PreviousKey);
        Assert.Equal(4, keys.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public async Task A_node_retired_by_mistake_before_it_got_its_new_key_is_believed_again_under_the_old_one()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await registry.Registry.RotateKeyAsync(node.NodeId, TimeSpan.FromDays(30), cancellation: TestRegistry.Cancellation);

        await registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation);
        registry.Time.Advance(TimeSpan.FromDays(1));
        await registry.Registry.ReactivateAsync(node.NodeId, TestRegistry.Cancellation);

        Assert.Equal(node.Key, registry.Directory.Find(node.NodeId)!.PreviousKey);
        registry.Time.Advance(TimeSpan.FromDays(29));
        Assert.Null(registry.Directory.Find(node.NodeId)!.PreviousKey);
    }

    [Fact]
    public async Task A_rotation_of_one_node_touches_no_other()
    {
        await using var registry = new TestRegistry();
        var (node, other) = (await registry.AddNodeAsync(), await registry.AddNodeAsync());

        await registry.Registry.RotateKeyAsync(node.NodeId, TimeSpan.FromDays(30), cancellation: TestRegistry.Cancellation);
        await registry.Registry.EndPreviousKeyAsync(node.NodeId, TestRegistry.Cancellation);

        Assert.Equal(other.Key, registry.Directory.Find(other.NodeId)!.Key);
        Assert.Null(registry.Directory.Find(other.NodeId)!.PreviousKey);
    }

    private static async Task CheckAsync((Step Step, int Days)[] steps)
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        byte[] key = node.Key;
        (byte[] Key, DateTimeOffset Until)? previous = null;
        var isRetired = false;
        foreach (var (step, days) in steps)
        {
            var now = registry.Time.GetUtcNow();
            var isOpen = previous is { } before && before.Until > now;
            switch (step)
            {
                case Step.Rotate or Step.RotateByForce when isRetired || (isOpen && step == Step.Rotate):
                    await RefusedAsync(() => Rotate(registry, node, days, step == Step.RotateByForce));
                    break;
                case Step.Rotate or Step.RotateByForce:
                    await Rotate(registry, node, days, step == Step.RotateByForce);
                    (previous, key) = ((key, now.AddDays(days)), registry.Directory.Find(node.NodeId)!.Key);
                    Assert.NotEqual(previous.Value.Key, key);
                    break;
                case Step.NewKeyHeard when !isRetired:
                    await registry.Registry.EndPreviousKeyAsync(node.NodeId, TestRegistry.Cancellation);
                    previous = null;
                    break;
                case Step.Retire when isRetired:
                    await RefusedAsync(() => registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation));
                    break;
                case Step.Retire:
                    await registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation);
                    isRetired = true;
                    break;
                case Step.Reactivate when !isRetired:
                    await RefusedAsync(() => registry.Registry.ReactivateAsync(node.NodeId, TestRegistry.Cancellation));
                    break;
                case Step.Reactivate:
                    await registry.Registry.ReactivateAsync(node.NodeId, TestRegistry.Cancellation);
                    isRetired = false;
                    break;
                case Step.Wait:
                    registry.Time.Advance(TimeSpan.FromDays(days));
                    break;
            }

            // What another process finds on disk is the same as what the running one knows.
            var restarted = step == Step.Restart ? new TestRegistry(registry.Folder, registry.Time) : null;
            var known = (restarted ?? registry).Directory.Find(node.NodeId)!;
            Assert.Equal(isRetired, known.IsRetired);
            Assert.Equal(key, known.Key);
            Assert.Equal(previous is { } old && old.Until > registry.Time.GetUtcNow() ? old.Key : null, known.PreviousKey);
            await (restarted?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private static Task Rotate(TestRegistry registry, RegisteredNode node, int days, bool isForced) =>
        registry.Registry.RotateKeyAsync(node.NodeId, TimeSpan.FromDays(days), isForced, TestRegistry.Cancellation);

    private static async Task RefusedAsync(Func<Task> change) => await Assert.ThrowsAsync<RegistryException>(change);
}
