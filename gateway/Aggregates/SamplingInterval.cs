namespace Jena.SensorNode.Gateway.Aggregates;

/// <summary>
/// The interval that a device samples at, from its own samples: the median of the steps. It holds for foreign devices, for
/// intervals changed in between and while half of the samples are missing, without asking what was set when.
/// </summary>
internal static class SamplingInterval
{
    /// <summary>The node's default (FRAME.md 5.2), where there are too few samples to tell.</summary>
    public const long DefaultMilliseconds = 900_000;

    private const int LeastSteps = 3;

    /// <summary>Interval in ms.</summary>
    /// <param name="times">Times of samples, rising.</param>
    public static long Of(IReadOnlyList<long> times)
    {
        var steps = new List<long>(times.Count);
        for (var index = 1; index < times.Count; index++)
        {
            if (times[index] > times[index - 1])
                steps.Add(times[index] - times[index - 1]);
        }

        if (steps.Count < LeastSteps)
            return DefaultMilliseconds;
        steps.Sort();
        return steps[steps.Count / 2];
    }
}
