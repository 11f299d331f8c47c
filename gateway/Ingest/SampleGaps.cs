using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>Samples of a device that did not come, by their counters, beside what the node itself reports as lost.</summary>
/// <param name="Gaps">Runs of missing counters, by incarnation and boot.</param>
/// <param name="ReportedLost">Samples that the node's journal dropped, as it says.</param>
internal sealed record SampleGaps(IReadOnlyList<SampleGap> Gaps, long ReportedLost)
{
    /// <summary>Boot number under which records that a foreign device kept are stored; their counters are times, between which nothing is missing.</summary>
    public const uint KeptRecords = uint.MaxValue;

    /// <summary>Samples that did not come.</summary>
    public long Missing { get; } = Gaps.Sum(gap => gap.Count);

    /// <summary>Of them, those that the node reported as lost.</summary>
    public long Explained => Math.Min(Missing, ReportedLost);

    /// <summary>Of them, those that nobody accounts for.</summary>
    public long Unexplained => Missing - Explained;

    /// <summary>Looks at the streams of a node: its counters begin at 0 with each boot (FRAME.md 4).</summary>
    public static SampleGaps OfNode(IReadOnlyList<StreamSummary> streams, NodeHealth? health) =>
        new([.. streams.SelectMany(stream => Leading(stream, streams).Concat(Inner(stream)))], health?.SamplesLostEver ?? 0);

    /// <summary>Looks at the streams of a foreign device: its counter stood anywhere when it was first heard.</summary>
    public static SampleGaps OfForeign(IReadOnlyList<StreamSummary> streams) =>
        new([.. streams.Where(stream => stream.Key.Boot != KeptRecords).SelectMany(Inner)], 0);

    private static IEnumerable<SampleGap> Inner(StreamSummary stream) => stream.Ranges.Zip(
        stream.Ranges.Skip(1),
        (left, right) => new SampleGap(stream.Key.Boot, left.Last + 1, (long)right.First - left.Last - 1));

    // A clone goes on where its twin stood when it was copied: what the twin has is not missing.
    private static IEnumerable<SampleGap> Leading(StreamSummary stream, IReadOnlyList<StreamSummary> streams)
    {
        if (stream.Ranges.Count == 0 || stream.Ranges[0].First == 0)
            yield break;
        var known = new IntervalSet();
        foreach (var twin in streams.Where(other => other.Key.Boot == stream.Key.Boot && other.Key.Incarnation < stream.Key.Incarnation))
        {
            foreach (var (first, last) in twin.Ranges)
                known.AddRange(first, last);
        }

        var next = 0u;
        var end = stream.Ranges[0].First;
        foreach (var (first, last) in known.Ranges)
        {
            if (first >= end)
                break;
            if (first > next)
                yield return new(stream.Key.Boot, next, first - next);
            if (last >= end)
                yield break;
            next = last + 1;
        }

        if (next < end)
            yield return new(stream.Key.Boot, next, end - next);
    }
}

/// <summary>A run of counters that did not come.</summary>
/// <param name="Boot">Boot counter.</param>
/// <param name="First">The first missing one.</param>
/// <param name="Count">How many.</param>
internal readonly record struct SampleGap(uint Boot, uint First, long Count);
