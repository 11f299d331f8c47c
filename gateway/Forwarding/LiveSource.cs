using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>
/// News for one sink: the log from a cursor on, in order of commit and, among what is read at a time, oldest first. Holds a
/// bounded number of samples, however far behind the sink is.
/// </summary>
internal sealed class LiveSource(IReadingStore store, long cursor, TimeProvider time)
{
    // Also the rate at which a time that is not final, or to come, is looked at again. None is waited for in vain: a provisional one is
    // repaired; of one that a clock gave which ran ahead, the watch of the clock finds out when it was, once the system vouches for the time.
    // What it leaves (ArrivalsAhead.Left) does not fit into the past: then it is the clock now that is behind, which holds only until it is
    // put right, and health says so. Sent with its time it would be dated into the future, sent with another it could be wrong for good.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Queue<Departure> _read = new();
    private long _lastRead = cursor;
    private long _count;
    private long? _heldBackAt;

    /// <summary>Samples read in this run.</summary>
    public long Count => _count;

    /// <summary>The oldest sample that may not leave yet, its time being provisional or to come; null if none holds back the others.</summary>
    public Sample? HeldBack { get; private set; }

    /// <summary>The oldest one that was read and has not left.</summary>
    public Departure? Oldest => _read.TryPeek(out var oldest) ? oldest : null;

    /// <summary>The next sample; null if there is none now.</summary>
    /// <param name="room">At most so many may be read ahead.</param>
    /// <param name="nowUnixMilliseconds">Later times stay.</param>
    public Departure? Next(long room, long nowUnixMilliseconds)
    {
        if (_read.Count == 0 && room > 0 && store.LastSequence > _lastRead && !(_heldBackAt is { } at && time.GetElapsedTime(at) < LookAgain))
            Read((int)room, nowUnixMilliseconds);
        return _read.TryDequeue(out var next) ? next : null;
    }

    private void Read(int room, long now)
    {
        var log = store.ReadAfter(_lastRead, room);
        var ready = log.TakeWhile(sample => !sample.TimeIsProvisional && sample.TimeUnixMilliseconds <= now).ToArray();
        HeldBack = ready.Length < log.Count ? log[ready.Length] : null;
        _heldBackAt = HeldBack is null ? null : time.GetTimestamp();
        var rising = Array.ConvertAll(ready, sample => sample.Sequence);
        Array.Sort(ready, static (left, right) => (left.TimeUnixMilliseconds, left.Sequence).CompareTo((right.TimeUnixMilliseconds, right.Sequence)));
        foreach (var (sample, whole) in ready.Zip(WholeUpTo(rising, ready)))
            _read.Enqueue(new Departure(sample) { Live = new LiveProgress(whole == 0 ? _lastRead : rising[whole - 1], _count + whole) });
        _count += ready.Length;
        _lastRead = rising.LastOrDefault(_lastRead);
    }

    /// <summary>Behind each sample in the order of leaving: how many of the first in order of commit have left by then.</summary>
    private static IEnumerable<int> WholeUpTo(long[] rising, Sample[] leaving)
    {
        var left = new HashSet<long>(leaving.Length);
        var whole = 0;
        foreach (var sample in leaving)
        {
            left.Add(sample.Sequence);
            while (whole < rising.Length && left.Contains(rising[whole]))
                whole++;
            yield return whole;
        }
    }
}
