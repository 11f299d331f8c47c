namespace Jena.SensorNode.Gateway.Storage;

/// <summary>
/// Collects young garbage while the writer waits for company anyway. Left to itself the runtime collects when memory is asked
/// for, which is as likely at the end of a commit's waiting as at its beginning, and with thousands of connections that adds tens of
/// milliseconds to the time of every node that waits. At the beginning it costs nobody anything.
/// </summary>
/// <remarks>The way of browsers between two pictures: Degenbaev et al., "Idle Time Garbage Collection Scheduling", PLDI 2016.</remarks>
internal sealed class IdleCollection
{
    // Often, so that each is short: what it takes grows with the connections that had something to say since the last.
    private const long DueBytes = 1_000_000;

    private const double EnoughMilliseconds = 20;

    private long _collectedAtBytes;
    private int _collections;

    /// <summary>Collects if it is due and there is time.</summary>
    /// <param name="idleMilliseconds">How long nobody misses the processor.</param>
    /// <returns>True if it has collected.</returns>
    public bool Collect(double idleMilliseconds)
    {
        if (idleMilliseconds < EnoughMilliseconds)
            return false;
        var allocated = GC.GetTotalAllocatedBytes();
        if (GC.CollectionCount(0) != _collections)
        {
            // The runtime was first.
            (_collections, _collectedAtBytes) = (GC.CollectionCount(0), allocated);
            return false;
        }

        if (allocated - _collectedAtBytes < DueBytes)
            return false;
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        (_collections, _collectedAtBytes) = (GC.CollectionCount(0), allocated);
        return true;
    }
}
