using Jena.SensorNode.Gateway.Quality;

namespace Jena.SensorNode.Gateway.Aggregates;

/// <summary>
/// How many samples of a device a time lets expect, told by the samples themselves: it holds for foreign devices and for intervals changed in between
/// without asking what was set when. Between two neighbours one sample is expected a step; where the step is longer than usual around it, samples are
/// missing, and as many are expected as usual steps fit in.
/// </summary>
internal sealed class ExpectedSamples
{
    /// <summary>The node's default interval in ms (FRAME.md 5.2), where there are too few samples to tell.</summary>
    public const long DefaultMilliseconds = 900_000;

    private const long DayMilliseconds = 86_400_000;
    private const int LeastSteps = 3;

    // The median of so many steps before and after is what is usual: a third of the samples may be lost, and a change of the interval is still placed
    // to a sample or two. At the ends, where it goes on, a little more than the median, for devices that send two at once.
    private const int StepsAround = 12;
    private const double Median = 0.5;
    private const double UsualAtTheEnds = 0.6;
    private const double LongestUsualStep = 1.5;

    private readonly long[] _times;
    private readonly double[] _interval;
    private readonly double[] _expectedBefore;
    private readonly Dictionary<long, long> _thinnedDays;
    private readonly double _first;
    private readonly double _last;
    private readonly double _otherwise = DefaultMilliseconds;

    /// <summary>Takes what is known.</summary>
    /// <param name="times">Times of samples in Unix ms, in any order, also around the times that will be asked for; none of thinned hours.</param>
    /// <param name="thinned">Thinned hours: the interval of their day was kept, their steps were not.</param>
    public ExpectedSamples(IEnumerable<long> times, IReadOnlyList<ThinnedHour> thinned)
    {
        _times = [.. times.Distinct().Order()];
        var steps = _times.Zip(_times.Skip(1), (left, right) => right - left).ToArray();
        _interval = [.. steps.Select((step, index) => Usual(steps, index, Median) is var usual && step > LongestUsualStep * usual ? usual : step)];
        _expectedBefore = new double[Math.Max(1, _times.Length)];
        for (var index = 0; index < steps.Length; index++)
            _expectedBefore[index + 1] = _expectedBefore[index] + (steps[index] / _interval[index]);
        _thinnedDays = thinned.Where(hour => hour.IntervalMilliseconds > 0).GroupBy(hour => hour.Start.ToUnixTimeMilliseconds() / DayMilliseconds)
            .ToDictionary(day => day.Key, day => day.First().IntervalMilliseconds);
        if (_thinnedDays.Count > 0)
            _otherwise = _thinnedDays.Values.First();
        if (steps.Length >= LeastSteps)
            (_first, _last) = (Usual(steps, 0, UsualAtTheEnds), Usual(steps, steps.Length - 1, UsualAtTheEnds));
    }

    /// <summary>Samples to expect in [from, to), Unix ms.</summary>
    public int In(long from, long to)
    {
        var expected = 0.0;
        for (var start = from; start < to;)
        {
            var day = start / DayMilliseconds;
            var end = Math.Min(to, (day + 1) * DayMilliseconds);
            expected += _thinnedDays.TryGetValue(day, out var interval) ? (double)(end - start) / interval : Before(end) - Before(start);
            start = end;
        }

        return (int)Math.Round(expected, MidpointRounding.AwayFromZero);
    }

    /// <summary>Samples to expect from the first one to a time; negative before the first. Outside the samples the interval at their end goes on.</summary>
    private double Before(long time)
    {
        if (_interval.Length < LeastSteps)
            return (double)time / _otherwise;
        if (time <= _times[0])
            return (time - _times[0]) / _first;
        if (time >= _times[^1])
            return _expectedBefore[^1] + ((time - _times[^1]) / _last);
        var found = Array.BinarySearch(_times, time);
        var index = found >= 0 ? found : ~found - 1;
        return _expectedBefore[index] + ((time - _times[index]) / _interval[index]);
    }

    private static double Usual(long[] steps, int index, double share)
    {
        var around = steps[Math.Max(0, index - StepsAround)..Math.Min(steps.Length, index + StepsAround + 1)];
        Array.Sort(around);
        return around[(int)(around.Length * share)];
    }
}
