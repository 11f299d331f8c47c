using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Tests.Storage;

public class IdleCollectionTests
{
    private const int Megabyte = 1_000_000;

    [Fact]
    public void Garbage_is_collected_while_nobody_waits()
    {
        var garbage = new IdleCollection();
        var collected = false;
        // Tests beside this one allocate as well: the runtime may be first, but not each time.
        for (var round = 0; round < 1000 && !collected; round++)
        {
            Waste(2 * Megabyte);
            collected = garbage.Collect(idleMilliseconds: 40);
        }

        Assert.True(collected);
    }

    [Fact]
    public void Nothing_is_collected_where_somebody_waits_for_the_processor()
    {
        var garbage = new IdleCollection();
        Waste(2 * Megabyte);

        Assert.False(garbage.Collect(idleMilliseconds: 5));
    }

    [Fact]
    public void What_the_runtime_has_collected_is_not_collected_once_more()
    {
        var garbage = new IdleCollection();
        Waste(2 * Megabyte);
        GC.Collect(0);

        Assert.False(garbage.Collect(idleMilliseconds: 40));
    }

    private static void Waste(int bytes)
    {
        for (var wasted = 0; wasted < bytes; wasted += 1000)
            GC.KeepAlive(new byte[1000]);
    }
}
