namespace Jena.SensorNode.Gateway.Quality;

/// <summary>
/// The tests that need the readings before and after: step, spike, stuck. One judge a channel; readings come in order of
/// time and leave one later, because a spike shows only when the next value has come. It remembers two readings and the
/// start of the present run of equal values, no more.
/// </summary>
internal sealed class SeriesJudge
{
    /// <summary>Readings farther apart say nothing about each other.</summary>
    public static readonly TimeSpan FarthestNeighbour = TimeSpan.FromMinutes(90);

    private const int LeastReadingsOfARun = 8;

    private TimedReading? _held;
    private TimedReading? _before;
    private double _runValue = double.NaN;
    private long _runStart;
    private int _runLength;

    /// <summary>Takes the next reading; gives the one before it, judged. Null after the first.</summary>
    public TimedReading? Push(TimedReading next)
    {
        var judged = _held is { } held ? Judge(held, next) : (TimedReading?)null;
        _held = WithStuck(next);
        return judged;
    }

    /// <summary>Gives the last reading, judged without a next one; the judge is as new.</summary>
    public TimedReading? Finish()
    {
        var judged = _held is { } held ? Judge(held, null) : (TimedReading?)null;
        (_held, _before, _runLength, _runValue) = (null, null, 0, double.NaN);
        return judged;
    }

    private TimedReading Judge(TimedReading held, TimedReading? next)
    {
        if (held.Reading.Value is null || SeriesLimits.Of(held.Reading.Quantity) is not { } limits)
            return held;
        if (Difference(_before, held) is not { } rise)
        {
            _before = held;
            return held;
        }

        if (next is { } after && Difference(held, after) is { } rebound && IsSpike(rise, rebound, limits.Spike))
            return Mark(held, QualityFlags.Spike); // and it is no neighbour for the next one
        _before = held;
        return rise > limits.RisePerStep || -rise > limits.FallPerStep ? Mark(held, QualityFlags.Step) : held;
    }

    // There and back: two moves in opposite directions, the second taking back at least half of the first.
    private static bool IsSpike(double rise, double rebound, double limit) =>
        Math.Abs(rise) >= limit && Math.Abs(rebound) >= limit && Math.Sign(rise) != Math.Sign(rebound)
        && Math.Abs(rise + rebound) <= Math.Abs(rise) / 2;

    /// <summary>
    /// Change between neighbours in the measure of the limits; null when they are too far apart to tell, or when a new
    /// calibration moved the value between them.
    /// </summary>
    private static double? Difference(TimedReading? from, TimedReading to)
    {
        if (from is not { Reading.Value: { } earlier } known || to.Reading.Value is not { } later
            || to.TimeUnixMilliseconds - known.TimeUnixMilliseconds > FarthestNeighbour.TotalMilliseconds
            || known.Reading.CalibrationVersion != to.Reading.CalibrationVersion)
            return null;
        var quantity = to.Reading.Quantity;
        return SeriesLimits.Measure(quantity, later) - SeriesLimits.Measure(quantity, earlier);
    }

    private TimedReading WithStuck(TimedReading next)
    {
        if (next.Reading.Value is not { } value || SeriesLimits.Of(next.Reading.Quantity) is not { } limits)
            return next;

        // By what the probe gave: compensation would move the value of a probe that hangs.
        var given = next.Reading.Raw ?? value;
        if (given != _runValue)
            (_runValue, _runStart, _runLength) = (given, next.TimeUnixMilliseconds, 0);
        _runLength++;
        return _runLength >= LeastReadingsOfARun && next.TimeUnixMilliseconds - _runStart >= limits.StuckAfter.TotalMilliseconds
            && !SeriesLimits.MayRest(next.Reading.Quantity, value)
            ? Mark(next, QualityFlags.Stuck)
            : next;
    }

    private static TimedReading Mark(TimedReading reading, QualityFlags flag) =>
        reading with { Reading = reading.Reading with { Flags = reading.Reading.Flags | flag } };
}
