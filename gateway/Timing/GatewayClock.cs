namespace Jena.SensorNode.Gateway.Timing;

/// <summary>
/// The gateway's own time: an anchor of the machine's clock carried on by the machine's monotonic counter, so that a jump of
/// the machine's clock moves nothing. It knows whether it is set.
/// </summary>
internal sealed class GatewayClock
{
    /// <summary>A clock before the day this was written is not set, whatever it says. Unix ms.</summary>
    public static readonly long EarliestPlausible = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    // The monotonic counter of a cheap board runs off by up to 100 ppm against true time; the anchor follows in small steps.
    private const int SlewMilliseconds = 500;

    private const int ReadAttempts = 20;
    private static readonly TimeSpan ReadsTogether = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly IClockSynchronisation _synchronisation;
    private readonly TimingOptions _options;
    private readonly long _startTimestamp;
    private long _anchorUnixMilliseconds;
    private long _anchorTimestamp;
    private int _period;
    private ClockCorrection? _ended;
    private ClockCorrection? _putRightBy;
    private (long Offset, long SinceTimestamp)? _jump;

    /// <summary>Reads the machine's clock for the first time.</summary>
    /// <param name="time">Wall clock and monotonic counter; both must run alike (an accelerated one accelerates both).</param>
    /// <param name="synchronisation">What the system says.</param>
    /// <param name="options">When to believe.</param>
    /// <param name="newestStoredUnixMilliseconds">Newest trusted time on disk: a clock before it is wrong, unless the system vouches for it.</param>
    /// <param name="nextProvisionalPeriod">Number for this run's period without a set clock, above every one on disk.</param>
    public GatewayClock(TimeProvider time, IClockSynchronisation synchronisation, TimingOptions options, long newestStoredUnixMilliseconds, int nextProvisionalPeriod)
    {
        (_time, _synchronisation, _options) = (time, synchronisation, options);
        NewestStoredAtStart = newestStoredUnixMilliseconds;
        (_anchorUnixMilliseconds, _anchorTimestamp) = ReadBoth();
        _startTimestamp = _anchorTimestamp;
        _period = nextProvisionalPeriod;
        if (IsBelievable(_anchorUnixMilliseconds))
            _period = 0;
    }

    /// <summary>Raised when the clock became set. Argument: what to add to times of the period that ended.</summary>
    public event Action<ClockCorrection>? BecameTrusted;

    /// <summary>
    /// Raised when a clock that was believed proved wrong and was put right. Argument: what to add to the times of this run, which are final
    /// and therefore of period 0.
    /// </summary>
    public event Action<ClockCorrection>? PutRight;

    /// <summary>What was added last to a believed clock of this run that proved wrong; null where none did.</summary>
    public ClockCorrection? PutRightBy
    {
        get
        {
            lock (_lock)
                return _putRightBy;
        }
    }

    /// <summary>Newest trusted time that the disk held when this run began, Unix ms; 0 = none.</summary>
    public long NewestStoredAtStart { get; }

    /// <summary>Time since the clock object was made: the process's age on the monotonic counter.</summary>
    public TimeSpan Uptime => _time.GetElapsedTime(_startTimestamp);

    /// <summary>By how much the machine's clock is off this one after a jump, in ms; null when they agree.</summary>
    public long? JumpMilliseconds
    {
        get
        {
            lock (_lock)
                return _jump?.Offset;
        }
    }

    /// <summary>True while the clock is set and the system stands by it: what contradicts it is wrong then.</summary>
    public bool IsVouchedFor => Now().IsTrusted && _synchronisation.Ask() == Synchronisation.Synchronised;

    /// <summary>The time now.</summary>
    public ClockReading Now()
    {
        lock (_lock)
            return new ClockReading(Carried(_time.GetTimestamp()), _period);
    }

    /// <summary>The time now; while the clock is not set, no earlier than the newest time known to be right, which lies behind us whatever the clock shows.</summary>
    public DateTimeOffset Present => DateTimeOffset.FromUnixTimeMilliseconds(Now() is var now && now.IsTrusted ? now.UnixMilliseconds : Math.Max(now.UnixMilliseconds, NewestStoredAtStart));

    /// <summary>A reading taken earlier in this run, as the clock knows it now: right where it has been set since.</summary>
    public ClockReading Settle(ClockReading reading)
    {
        lock (_lock)
            return !reading.IsTrusted && _ended is { } ended && ended.Period == reading.ProvisionalPeriod ? new ClockReading(reading.UnixMilliseconds + ended.AddMilliseconds, 0) : reading;
    }

    /// <summary>Compares with the machine's clock; to be called every few seconds.</summary>
    public void Check()
    {
        ClockCorrection? correction;
        lock (_lock)
            correction = _period != 0 ? TryTrust() : Follow();
        if (correction is { Period: 0 } right)
            PutRight?.Invoke(right);
        else if (correction is { } made)
            BecameTrusted?.Invoke(made);
    }

    private long Carried(long timestamp) => _anchorUnixMilliseconds + (long)_time.GetElapsedTime(_anchorTimestamp, timestamp).TotalMilliseconds;

    private ClockCorrection? TryTrust()
    {
        var (wall, timestamp) = ReadBoth();
        if (!IsBelievable(wall))
            return null;
        var correction = new ClockCorrection(_period, wall - Carried(timestamp), wall);
        Anchor(wall, timestamp);
        _ended = correction;
        _period = 0;
        return correction;
    }

    private ClockCorrection? Follow()
    {
        var (wall, timestamp) = ReadBoth();
        var offset = wall - Carried(timestamp);
        if (Math.Abs(offset) <= _options.JumpMilliseconds)
        {
            _jump = null;
            Anchor(Carried(timestamp) + Math.Clamp(offset, -SlewMilliseconds, SlewMilliseconds), timestamp);
        }
        else if (_jump is not { } jump || Math.Abs(jump.Offset - offset) > _options.JumpMilliseconds)
        {
            _jump = (offset, timestamp);
        }
        else if (_time.GetElapsedTime(jump.SinceTimestamp, timestamp).TotalSeconds >= _options.JumpSettlesSeconds
            && _synchronisation.Ask() == Synchronisation.Synchronised && wall >= EarliestPlausible)
        {
            // The system vouches for the new time and it stayed: the anchor was the one that was wrong.
            _jump = null;
            Anchor(wall, timestamp);
            return _putRightBy = new ClockCorrection(0, offset, wall);
        }

        return null;
    }

    private void Anchor(long unixMilliseconds, long timestamp) => (_anchorUnixMilliseconds, _anchorTimestamp) = (unixMilliseconds, timestamp);

    /// <summary>
    /// Wall clock and counter of one instant. A process may be put aside between two reads, for seconds on a busy board, and that must not
    /// look like a jump: the pair is read again until the counter has hardly moved meanwhile.
    /// </summary>
    private (long UnixMilliseconds, long Timestamp) ReadBoth()
    {
        var best = (Wall: 0L, Timestamp: 0L);
        var shortest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < ReadAttempts && shortest > ReadsTogether; attempt++)
        {
            var before = _time.GetTimestamp();
            var wall = _time.GetUtcNow().ToUnixTimeMilliseconds();
            var apart = _time.GetElapsedTime(before, _time.GetTimestamp());
            if (apart < shortest)
                (best, shortest) = ((wall, before), apart);
        }

        return best;
    }

    private bool IsBelievable(long wall) => _options.Clock switch
    {
        ClockPolicy.Always => true,
        _ when wall < EarliestPlausible => false,
        // What is stored may be what is wrong: a clock that ran ahead once must not blind the gateway until that time is reached.
        _ when wall < NewestStoredAtStart => _synchronisation.Ask() == Synchronisation.Synchronised,
        ClockPolicy.Synchronised => _synchronisation.Ask() == Synchronisation.Synchronised,
        _ => _synchronisation.Ask() != Synchronisation.NotYet,
    };
}

/// <summary>The end of a period without a set clock, or with a wrong one that was believed.</summary>
/// <param name="Period">Its number; 0 where the clock was believed.</param>
/// <param name="AddMilliseconds">What its times lack.</param>
/// <param name="TrustedUnixMilliseconds">The time now, which is right.</param>
internal readonly record struct ClockCorrection(int Period, long AddMilliseconds, long TrustedUnixMilliseconds)
{
    /// <summary>No sample can have arrived after this; <see cref="long.MaxValue"/> where nobody vouches for the clock.</summary>
    public long ImpossibleAfterUnixMilliseconds { get; init; } = long.MaxValue;
}
