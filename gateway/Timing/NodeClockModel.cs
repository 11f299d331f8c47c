namespace Jena.SensorNode.Gateway.Timing;

/// <summary>
/// The relation of one node's clock, in one boot, to true time.
/// <para>
/// Every arrival is an inequality: the frame was sent no later than it arrived, and no earlier than its way can have
/// taken. The clock's rate lies within ±5 %, and pairs of arrivals narrow that. What satisfies all inequalities is the
/// answer: its breadth is the stated uncertainty, and delays of hours, drift and order of arrival cannot break it.
/// </para>
/// </summary>
internal sealed class NodeClockModel
{
    /// <summary>Uncertainty stated where nothing bounds the delay: a week.</summary>
    public const int UnknownUncertaintyMilliseconds = 7 * 86_400_000;

    /// <summary>How far a node's clock may run off.</summary>
    public const double MaximumDrift = 0.05;

    /// <summary>How far its rates over two spans of one boot may differ: 2000 ppm, 20 K at the 100 ppm/K of the ESP32's RC oscillator.</summary>
    public const double Wander = 0.002;

    // Seconds and age are truncated on the node: the frame leaves up to two of its seconds after the value it states.
    private const long TruncationMilliseconds = 2_110;

    // A sample is taken within one of its seconds after the value it carries.
    private const long SampleSpreadMilliseconds = 1_060;

    private const int MaximumAnchors = 48;
    private const double SlowestMillisecondsPerSecond = 1000 / (1 + MaximumDrift);
    private const double FastestMillisecondsPerSecond = 1000 / (1 - MaximumDrift);

    // Arrivals of one session say the same; the tightest stands for them.
    private const long SessionSeconds = 60;

    private readonly List<Anchor> _anchors = [];
    private long _begin = long.MinValue;
    private long _end = long.MaxValue;
    private bool _wandersMore;
    private double _slowest = SlowestMillisecondsPerSecond;
    private double _fastest = FastestMillisecondsPerSecond;

    /// <summary>Arrivals in use, by node seconds.</summary>
    public IReadOnlyList<Anchor> Anchors => _anchors;

    /// <summary>Bounds of the node's rate: milliseconds of true time in one of its seconds.</summary>
    public (double Slowest, double Fastest) Rate => (_slowest, _fastest);

    /// <summary>
    /// True if a frame with this evidence can be of the same run of the node's clock: not sent later than all else
    /// allows. Where it cannot, either its way was longer than stated, or the node's clock began again.
    /// </summary>
    public bool IsConsistent(long sentNodeSeconds, long arrivalUnixMilliseconds, int? delayBoundMilliseconds) =>
        delayBoundMilliseconds is not { } bound || _anchors.Count == 0
        || arrivalUnixMilliseconds - bound - TruncationMilliseconds <= HighAt(sentNodeSeconds);

    /// <summary>Adds the evidence of an arrival.</summary>
    /// <param name="sentNodeSeconds">The node's clock at sending: seconds of the last sample plus age.</param>
    /// <param name="arrivalUnixMilliseconds">Arrival on the gateway's clock.</param>
    /// <param name="delayBoundMilliseconds">Longest way the frame can have had; null = unknown.</param>
    public void Add(long sentNodeSeconds, long arrivalUnixMilliseconds, int? delayBoundMilliseconds)
    {
        var low = delayBoundMilliseconds is { } bound && IsConsistent(sentNodeSeconds, arrivalUnixMilliseconds, bound)
            ? arrivalUnixMilliseconds - bound - TruncationMilliseconds
            : long.MinValue;
        if (Refute(sentNodeSeconds, arrivalUnixMilliseconds))
            NarrowRateAfresh();
        var anchor = new Anchor(sentNodeSeconds, low, arrivalUnixMilliseconds);
        if (StandsAlready(anchor))
            return;
        var index = _anchors.FindIndex(other => other.NodeSeconds >= sentNodeSeconds);
        _anchors.Insert(index < 0 ? _anchors.Count : index, anchor);
        NarrowRate(anchor);
        if (_anchors.Count > MaximumAnchors)
            Thin();
    }

    /// <summary>Node second 0 was not before this: an earlier boot of the node still took samples.</summary>
    public void BeginsAfter(long unixMilliseconds) => _begin = Math.Max(_begin, unixMilliseconds);

    /// <summary>No sample is of later than this: a later boot of the node had begun.</summary>
    public void EndsBefore(long unixMilliseconds) => _end = Math.Min(_end, unixMilliseconds);

    /// <summary>Latest true time at which the node's clock can have shown a value; unlike a sample, a frame may be sent by a later boot.</summary>
    public long LatestSending(long sentNodeSeconds) => HighAt(sentNodeSeconds);

    /// <summary>When a sample was taken.</summary>
    /// <param name="nodeSeconds">What the node's clock showed.</param>
    /// <exception cref="InvalidOperationException">There is no evidence yet.</exception>
    public SampleTime TimeOf(long nodeSeconds)
    {
        if (_anchors.Count == 0)
            throw new InvalidOperationException("A clock model needs an arrival before it can tell a time.");
        var high = HighAt(nodeSeconds) + SampleSpreadMilliseconds;
        var low = LowAt(nodeSeconds);
        var isExact = low != long.MinValue;
        var lowWithin = Math.Max(low, _begin == long.MinValue ? long.MinValue : _begin + Earlier(nodeSeconds));
        var highWithin = Math.Min(high, _end);
        // Where the boots around contradict the arrivals, their numbers do not tell their order: a node that lost its state draws lots.
        if (lowWithin <= highWithin)
            (low, high) = (lowWithin, highWithin);
        if (low == long.MinValue)
            return new SampleTime(Math.Min(HighAt(nodeSeconds), high), UnknownUncertaintyMilliseconds);
        var likely = isExact ? Likely(nodeSeconds) + (SampleSpreadMilliseconds / 2) : low + ((high - low) / 2);
        var estimate = Math.Clamp(likely, Math.Min(low, high), high);
        return new SampleTime(estimate, (int)Math.Clamp(Math.Max(high - estimate, estimate - low), 1, int.MaxValue));
    }

    /// <summary>Shortest true time, in ms, that a span of a node's clock can stand for.</summary>
    public static long ShortestMilliseconds(long nodeSeconds) => (long)(nodeSeconds * SlowestMillisecondsPerSecond);

    private long HighAt(long nodeSeconds)
    {
        var high = long.MaxValue;
        foreach (var anchor in _anchors)
            high = Math.Min(high, anchor.High + Later(nodeSeconds - anchor.NodeSeconds));
        return high;
    }

    private long LowAt(long nodeSeconds)
    {
        var low = long.MinValue;
        foreach (var anchor in _anchors)
        {
            if (anchor.HasLow)
                low = Math.Max(low, anchor.Low + Earlier(nodeSeconds - anchor.NodeSeconds));
        }

        return low;
    }

    // Longest and shortest true time that a span of node seconds (negative: back in time) can stand for.
    private long Later(long seconds) => (long)Math.Ceiling(seconds * (seconds >= 0 ? _fastest : _slowest));

    private long Earlier(long seconds) => (long)Math.Floor(seconds * (seconds >= 0 ? _slowest : _fastest));

    /// <summary>The most likely value: most frames are quick, so it follows the upper bounds of the nearest arrivals.</summary>
    private double LikelyAt(Anchor anchor) => Math.Max(anchor.High - (TruncationMilliseconds / 2), (anchor.HasLow ? anchor.Low : anchor.High) + 0.0);

    private long Likely(long nodeSeconds)
    {
        Anchor? before = null;
        Anchor? after = null;
        foreach (var anchor in _anchors.Where(anchor => anchor.HasLow))
        {
            if (anchor.NodeSeconds <= nodeSeconds)
                before = anchor;
            else
                after ??= anchor;
        }

        if (before is { } left && after is { } right)
        {
            var part = (double)(nodeSeconds - left.NodeSeconds) / (right.NodeSeconds - left.NodeSeconds);
            return (long)(LikelyAt(left) + (part * (LikelyAt(right) - LikelyAt(left))));
        }

        var nearest = before ?? after!.Value;
        return (long)(LikelyAt(nearest) + ((nodeSeconds - nearest.NodeSeconds) * (_slowest + _fastest) / 2));
    }

    /// <summary>An arrival earlier than a lower bound allows proves that bound wrong: that frame was under way longer.</summary>
    private bool Refute(long sentNodeSeconds, long arrivalUnixMilliseconds)
    {
        var refuted = false;
        for (var index = 0; index < _anchors.Count; index++)
        {
            var anchor = _anchors[index];
            if (!anchor.HasLow || anchor.Low + Earlier(sentNodeSeconds - anchor.NodeSeconds) <= arrivalUnixMilliseconds)
                continue;
            _anchors[index] = anchor with { Low = long.MinValue };
            refuted = true;
        }

        return refuted;
    }

    private bool StandsAlready(Anchor anchor)
    {
        for (var index = 0; index < _anchors.Count; index++)
        {
            var other = _anchors[index];
            if (Math.Abs(other.NodeSeconds - anchor.NodeSeconds) > SessionSeconds)
                continue;
            if (Breadth(other) <= Breadth(anchor) + 1000)
                return other.HasLow || !anchor.HasLow;
            _anchors.RemoveAt(index);
            return false;
        }

        return false;
    }

    private void NarrowRateAfresh()
    {
        (_slowest, _fastest, _wandersMore) = (SlowestMillisecondsPerSecond, FastestMillisecondsPerSecond, false);
        foreach (var anchor in _anchors)
            NarrowRate(anchor);
    }

    private void NarrowRate(Anchor anchor)
    {
        if (_wandersMore)
            return;
        foreach (var other in _anchors)
        {
            var (left, right) = other.NodeSeconds < anchor.NodeSeconds ? (other, anchor) : (anchor, other);
            var seconds = right.NodeSeconds - left.NodeSeconds;
            if (seconds == 0)
                continue;
            if (left.HasLow)
                _fastest = Math.Min(_fastest, ((double)(right.High - left.Low) / seconds) + (1000 * Wander));
            if (right.HasLow)
                _slowest = Math.Max(_slowest, ((double)(right.Low - left.High) / seconds) - (1000 * Wander));
        }

        // A rate that wanders more than assumed leaves no common value; then only the ±5 % hold.
        if (_slowest > _fastest)
            (_slowest, _fastest, _wandersMore) = (SlowestMillisecondsPerSecond, FastestMillisecondsPerSecond, true);
    }

    /// <summary>Forgets an old arrival: the loosest of the older half, but never the first.</summary>
    private void Thin()
    {
        var loosest = 1;
        for (var index = 2; index < MaximumAnchors / 2; index++)
        {
            if (Breadth(_anchors[index]) >= Breadth(_anchors[loosest]))
                loosest = index;
        }

        _anchors.RemoveAt(loosest);
    }

    private static long Breadth(Anchor anchor) => anchor.HasLow ? anchor.High - anchor.Low : long.MaxValue / 2;
}
