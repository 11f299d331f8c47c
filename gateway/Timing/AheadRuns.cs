using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>Samples in order of commit that were stamped by one clock that ran ahead, and what to add to their times.</summary>
/// <param name="Samples">The samples.</param>
/// <param name="ShiftMilliseconds">What to add.</param>
/// <param name="SlackMilliseconds">± of that.</param>
/// <param name="Fits">
/// True if they fit between what arrived before and after them. Where a clock ran ahead they always do. Where they do not, it is the clock
/// now that is behind, whoever vouches for it: then right times would be spoilt.
/// </param>
internal sealed record AheadRun(IReadOnlyList<Sample> Samples, long ShiftMilliseconds, long SlackMilliseconds, bool Fits);

/// <summary>Finds where samples belong that arrived later than now: behind what was committed before them, before what was committed after.</summary>
internal static class AheadRuns
{
    // As many as a frame has: the last sample of one tells whether its arrival is known.
    private const int Neighbours = 64;

    /// <summary>Splits samples into runs and bounds each by its neighbours.</summary>
    /// <param name="store">Where the neighbours are.</param>
    /// <param name="samples">Samples with impossible arrivals, in order of commit.</param>
    /// <param name="correction">What was found out about the clock.</param>
    /// <param name="newestTrustedBefore">Newest right time before this run of the gateway; 0 = none.</param>
    /// <param name="start">Start of this run of the gateway in right time.</param>
    public static IEnumerable<AheadRun> Of(IReadingStore store, IReadOnlyList<Sample> samples, ClockCorrection correction, long newestTrustedBefore, long start)
    {
        // Of this run of the gateway the error is known exactly.
        bool IsOfNow(Sample sample) => correction.Period == 0 && sample.ReceivedUnixMilliseconds >= start - correction.AddMilliseconds;

        for (var first = 0; first < samples.Count;)
        {
            var end = first + 1;
            while (end < samples.Count && IsOfNow(samples[end]) == IsOfNow(samples[first]) && Follows(store, samples[end - 1], samples[end]))
                end++;
            var run = samples.Skip(first).Take(end - first).ToList();
            yield return IsOfNow(run[0]) ? new AheadRun(run, correction.AddMilliseconds, 0, true) : Bounded(store, run, correction.ImpossibleAfterUnixMilliseconds, newestTrustedBefore, start);
            first = end;
        }
    }

    private static AheadRun Bounded(IReadingStore store, List<Sample> run, long impossibleAfter, long newestTrustedBefore, long start)
    {
        var before = store.ReadAfter(run[0].Sequence - 1 - Neighbours, Neighbours).LastOrDefault(sample => sample.Sequence < run[0].Sequence && IsRight(sample));
        var after = store.ReadAfter(run[^1].Sequence, 1).FirstOrDefault(IsRight);
        var lowest = before is not null ? before.ReceivedUnixMilliseconds - SlackOf(before) : newestTrustedBefore <= start ? newestTrustedBefore : 0;
        var highest = after is not null ? Math.Min(start, after.ReceivedUnixMilliseconds + SlackOf(after)) : start;
        var (first, last) = (run.Min(sample => sample.ReceivedUnixMilliseconds), run.Max(sample => sample.ReceivedUnixMilliseconds));
        var (shift, slack) = TimeRepair.Bounds(first, last, lowest, highest);
        return new AheadRun(run, shift, slack, last - first <= highest - Math.Max(lowest, GatewayClock.EarliestPlausible));

        bool IsRight(Sample sample) => !sample.TimeIsProvisional && sample.ReceivedUnixMilliseconds <= impossibleAfter;
    }

    // An arrival that was itself repaired by a guess has forgotten its age.
    private static long SlackOf(Sample sample) => sample.AgeSeconds is null ? sample.UncertaintyMilliseconds : 0;

    private static bool Follows(IReadingStore store, Sample left, Sample right) =>
        right.Sequence == left.Sequence + 1 || store.ReadAfter(left.Sequence, 1) is [var next] && next.Sequence == right.Sequence;
}
