namespace Jena.SensorNode.Gateway.Broker;

/// <summary>
/// Watches connections that throw out the one before them. One is nothing: a node that lost its network comes back before
/// the broker knows. Several in a short time are two devices with one identity, each coming back when the other threw it out.
/// </summary>
internal sealed class TakeoverWatch(TimeProvider time)
{
    /// <summary>So many within <see cref="Window"/> are a sign.</summary>
    public const int Sign = 3;

    /// <summary>Time in which they are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();

    // Bounded by the number of registered nodes: only they get as far as a session.
    private readonly Dictionary<uint, Queue<long>> _recent = [];

    /// <summary>Notes a takeover.</summary>
    /// <returns>How many there were within the window, from <see cref="Sign"/> on; null while it is no sign.</returns>
    public int? Note(uint nodeId)
    {
        lock (_lock)
        {
            if (!_recent.TryGetValue(nodeId, out var times))
                _recent[nodeId] = times = [];
            while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > Window)
                times.Dequeue();

            // More than the sign needs are not kept: the two may go on for days.
            if (times.Count == 10 * Sign)
                times.Dequeue();
            times.Enqueue(time.GetTimestamp());
            return times.Count >= Sign ? times.Count : null;
        }
    }
}
