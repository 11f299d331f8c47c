namespace Jena.SensorNode.Gateway.Quality;

/// <summary>
/// The tests that need the readings before and after: step, spike, stuck. What is said of a reading hangs on readings near it only
/// (<see cref="Before"/>, <see cref="After"/>), so that it is the same whatever range is asked for, and a late arrival changes its neighbours alone.
/// </summary>
internal static class SeriesJudge
{
    /// <summary>Readings farther apart say nothing about each other.</summary>
    public static readonly TimeSpan FarthestNeighbour = TimeSpan.FromMinutes(90);

    /// <summary>Equal readings farther apart are no proof that nothing moved between them; a device that sends once a day may be late.</summary>
    public static readonly TimeSpan FarthestOfARun = TimeSpan.FromHours(25);

    /// <summary>Time before a reading that its judgement can hang on: the longest rest, or the longest run of as many readings as one takes.</summary>
    public static readonly TimeSpan Before = new(Math.Max(
        (SeriesLimits.LongestStuckAfter + FarthestOfARun).Ticks, ((LeastReadingsOfARun - 1) * FarthestOfARun).Ticks));

    /// <summary>Time after a reading that its judgement can hang on: the value that comes back after a spike.</summary>
    public static readonly TimeSpan After = FarthestNeighbour;

    private const int LeastReadingsOfARun = 8;

    /// <summary>Judges the readings of one channel; all leave, in their order, their values untouched.</summary>
    /// <param name="series">By time. Those without a value are passed over: a fault between two values hides neither.</param>
    public static TimedReading[] Judge(IReadOnlyList<TimedReading> series)
    {
        TimedReading[] judged = [.. series];
        var valued = new List<int>(judged.Length);
        for (var index = 0; index < judged.Length; index++)
        {
            if (judged[index].Reading.Value is not null && SeriesLimits.Of(judged[index].Reading) is not null)
                valued.Add(index);
        }

        var (runStart, runLength) = (0, 0);
        for (var position = 0; position < valued.Count; position++)
        {
            var reading = series[valued[position]];
            var flags = OfMove(series, valued, position);
            var goesOn = position > 0 && Given(series[valued[position - 1]]) == Given(reading)
                && reading.TimeUnixMilliseconds - series[valued[position - 1]].TimeUnixMilliseconds <= FarthestOfARun.TotalMilliseconds;
            (runStart, runLength) = goesOn ? (runStart, runLength + 1) : (position, 1);
            if (IsStuck(reading, series[valued[runStart]].TimeUnixMilliseconds, runLength))
                flags |= QualityFlags.Stuck;
            judged[valued[position]] = reading with { Reading = reading.Reading with { Flags = reading.Reading.Flags | flags } };
        }

        return judged;
    }

    /// <summary>
    /// Whether earlier readings than these can change what is said of the newest one: it has not moved since the first, or none has a value.
    /// </summary>
    public static bool HangsOnEarlier(IReadOnlyList<TimedReading> series)
    {
        var valued = series.Where(reading => reading.Reading.Value is not null).ToList();
        if (valued.Count == 0)
            return series.Count > 0;
        return SeriesLimits.Of(valued[^1].Reading) is not null
            && !SeriesLimits.MayRest(valued[^1].Reading.Quantity, valued[^1].Reading.Value!.Value)
            && valued.TrueForAll(reading => Given(reading) == Given(valued[^1]));
    }

    private static QualityFlags OfMove(IReadOnlyList<TimedReading> series, List<int> valued, int position)
    {
        if (position == 0)
            return QualityFlags.None;
        if (IsSpike(series, valued, position))
            return QualityFlags.Spike;

        // A spike is no neighbour: the value after it is compared with the one before it.
        var before = IsSpike(series, valued, position - 1) ? position - 2 : position - 1;
        var held = series[valued[position]];
        var limits = SeriesLimits.Of(held.Reading)!;
        return Difference(series[valued[before]], held) is { } rise && (rise > limits.RisePerStep || -rise > limits.FallPerStep)
            ? QualityFlags.Step
            : QualityFlags.None;
    }

    // There and back: two moves in opposite directions, the second taking back at least half of the first.
    private static bool IsSpike(IReadOnlyList<TimedReading> series, List<int> valued, int position)
    {
        if (position == 0 || position + 1 >= valued.Count)
            return false;
        var held = series[valued[position]];
        var limit = SeriesLimits.Of(held.Reading)!.Spike;
        return Difference(series[valued[position - 1]], held) is { } rise && Difference(held, series[valued[position + 1]]) is { } rebound
            && Math.Abs(rise) >= limit && Math.Abs(rebound) >= limit && Math.Sign(rise) != Math.Sign(rebound)
            && Math.Abs(rise + rebound) <= Math.Abs(rise) / 2;
    }

    /// <summary>
    /// Change between neighbours in the measure of the limits; null when they are too far apart to tell, or when a new
    /// calibration moved the value between them.
    /// </summary>
    private static double? Difference(TimedReading from, TimedReading to)
    {
        if (to.TimeUnixMilliseconds - from.TimeUnixMilliseconds > FarthestNeighbour.TotalMilliseconds
            || from.Reading.CalibrationVersion != to.Reading.CalibrationVersion)
            return null;
        var quantity = to.Reading.Quantity;
        return SeriesLimits.Measure(quantity, to.Reading.Value!.Value) - SeriesLimits.Measure(quantity, from.Reading.Value!.Value);
    }

    private static bool IsStuck(TimedReading reading, long runStart, int runLength) =>
        runLength >= LeastReadingsOfARun
        && reading.TimeUnixMilliseconds - runStart >= SeriesLimits.Of(reading.Reading)!.StuckAfter.TotalMilliseconds
        && !SeriesLimits.MayRest(reading.Reading.Quantity, reading.Reading.Value!.Value);

    // What the probe gave: compensation would move the value of a probe that hangs.
    private static double Given(TimedReading reading) => reading.Reading.Raw ?? reading.Reading.Value!.Value;
}
