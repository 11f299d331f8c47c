using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>
/// Gives samples that arrived while the gateway's clock was not set their final times, once it is.
/// <list type="bullet">
/// <item>This run's period: the error of the clock is known exactly, every time moves by it.</item>
/// <item>An earlier run's period, where the node's clock ran through: the node's model of now tells the time.</item>
/// <item>A clock that ran ahead and was believed: what arrived later than now lies between what was committed before and after it.</item>
/// <item>Else: the period lies between the last right time before it and the start of this run; the middle, with half of that as uncertainty.</item>
/// </list>
/// </summary>
/// <param name="store">Where the samples are.</param>
/// <param name="ahead">What an earlier run found with arrivals later than its time.</param>
internal sealed class TimeRepair(IReadingStore store, ArrivalsAhead? ahead = null)
{
    private const int SamplesOfHistory = 512;

    /// <summary>Raised when times changed on disk.</summary>
    public event Action? Repaired;

    /// <summary>What was found last with arrivals later than the time now; null if nothing was.</summary>
    public ArrivalsAhead? Ahead { get; private set; } = ahead;

    /// <summary>Repairs all provisional times in one transaction, and final ones that a clock gave which ran ahead.</summary>
    /// <param name="correction">What the clock lacked, in this run.</param>
    /// <param name="newestTrustedBefore">Newest right time before this run, Unix ms; 0 = none.</param>
    /// <param name="startUnixMilliseconds">Start of this run in right time.</param>
    /// <param name="cancellation">Ends the waiting for the disk.</param>
    public async Task<int> RunAsync(ClockCorrection correction, long newestTrustedBefore, long startUnixMilliseconds, CancellationToken cancellation)
    {
        var count = await store.RepairTimesAsync(
            samples => Final(samples, correction, newestTrustedBefore, startUnixMilliseconds),
            correction.ImpossibleAfterUnixMilliseconds,
            cancellation);
        if (count > 0)
            Repaired?.Invoke();
        return count;
    }

    private List<RepairedTime> Final(IReadOnlyList<ProvisionalSample> samples, ClockCorrection correction, long newestTrustedBefore, long start)
    {
        var final = new List<RepairedTime>(samples.Count);
        var models = new Dictionary<StreamKey, NodeClockModel>();
        NodeClockModel Model(Sample sample) => ModelOf(models, sample, correction.ImpossibleAfterUnixMilliseconds);
        void Move(Sample sample, long shift, long slack)
        {
            if (HasTimeOfItsOwn(sample))
            {
                final.Add(Rearrived(sample, shift, slack));
                return;
            }

            final.Add(slack == 0 ? Shifted(sample, shift, 0) : ByModel(Model(sample), sample, shift, slack, start) ?? Shifted(sample, shift, slack));
            if (slack == 0)
                NodeClockHistory.Add(Model(sample), sample, sample.ReceivedUnixMilliseconds + shift);
        }

        foreach (var (sample, _) in samples.Where(row => row.Period > 0 && row.Period == correction.Period))
            Move(sample, correction.AddMilliseconds, 0);
        // What is known exactly first: its evidence dates the rest.
        var ahead = AheadRuns.Of(store, [.. samples.Where(row => row.Period == 0).Select(row => row.Sample)], correction, newestTrustedBefore, start).OrderBy(run => run.SlackMilliseconds).ToList();
        foreach (var run in ahead.Where(run => run.Fits))
        {
            foreach (var sample in run.Samples)
                Move(sample, run.ShiftMilliseconds, run.SlackMilliseconds);
        }

        NoteAhead(ahead, final, correction.TrustedUnixMilliseconds);
        foreach (var period in samples.Where(row => row.Period > 0 && row.Period != correction.Period).GroupBy(row => row.Period))
        {
            var (shift, slack) = Bounds(period.Min(row => row.Sample.ReceivedUnixMilliseconds), period.Max(row => row.Sample.ReceivedUnixMilliseconds), newestTrustedBefore, start);
            foreach (var (sample, _) in period)
                final.Add(ByModel(Model(sample), sample, shift, slack, start) ?? Shifted(sample, shift, slack));
        }

        return final;
    }

    // A look after the repair finds nothing, or what was left once more: neither takes back what was told.
    private void NoteAhead(List<AheadRun> ahead, List<RepairedTime> final, long now)
    {
        var arrivals = ahead.SelectMany(run => run.Samples).Select(sample => sample.ReceivedUnixMilliseconds).ToList();
        var moved = ahead.Where(run => run.Fits).SelectMany(run => run.Samples).Select(sample => sample.Sequence).ToHashSet();
        if (arrivals.Count == 0)
            return;
        var times = final.Where(time => moved.Contains(time.Sequence)).Select(time => time.TimeUnixMilliseconds).DefaultIfEmpty().ToList();
        var found = new ArrivalsAhead(moved.Count, arrivals.Count - moved.Count, arrivals.Min(), arrivals.Max(), times.Min(), times.Max(), now);
        Ahead = Ahead is { } known ? known.With(found) : found;
    }

    private NodeClockModel ModelOf(Dictionary<StreamKey, NodeClockModel> models, Sample sample, long impossibleAfter)
    {
        var stream = NodeClockHistory.StreamOf(sample);
        if (!models.TryGetValue(stream, out var model))
        {
            // What arrived later than now proves nothing.
            var evidence = store.Recent(stream.DeviceId, SamplesOfHistory).Where(known => known.ReceivedUnixMilliseconds <= impossibleAfter);
            models[stream] = model = NodeClockHistory.Build(evidence, stream);
        }

        return model;
    }

    private static RepairedTime? ByModel(NodeClockModel model, Sample sample, long shift, long slack, long start)
    {
        if (model.Anchors.Count == 0)
            return null;
        var time = model.TimeOf(sample.NodeSeconds);
        if (time.UncertaintyMilliseconds > slack + sample.UncertaintyMilliseconds || time.UnixMilliseconds > start)
            return null;
        var received = Math.Clamp(sample.ReceivedUnixMilliseconds + shift, time.UnixMilliseconds, start);
        return new RepairedTime(sample.Sequence, time.UnixMilliseconds, time.UncertaintyMilliseconds, received, IsArrivalKnown: false);
    }

    // Of a sensor without a clock of its own the network's stands in, in Unix seconds; a node of this project counts from its start. Where that
    // is not the arrival, the network stated it, and it was right whatever the gateway's clock showed.
    private static bool HasTimeOfItsOwn(Sample sample) => sample.NodeSeconds == sample.TimeUnixMilliseconds / 1000 && sample.TimeUnixMilliseconds < sample.ReceivedUnixMilliseconds;

    private static RepairedTime Rearrived(Sample sample, long shift, long slack)
    {
        var received = sample.ReceivedUnixMilliseconds + shift;
        var time = Math.Min(sample.TimeUnixMilliseconds, received + slack);
        return new RepairedTime(
            sample.Sequence, time, (int)Math.Min(int.MaxValue, sample.UncertaintyMilliseconds + sample.TimeUnixMilliseconds - time), Math.Max(received, time), IsArrivalKnown: slack == 0);
    }

    private static RepairedTime Shifted(Sample sample, long shift, long slack) => new(
        sample.Sequence,
        sample.TimeUnixMilliseconds + shift,
        (int)Math.Min(int.MaxValue, sample.UncertaintyMilliseconds + slack),
        sample.ReceivedUnixMilliseconds + shift,
        IsArrivalKnown: slack == 0);

    /// <summary>What to add to the times of an earlier run's period, and ± of that, ms.</summary>
    /// <param name="first">First arrival in it, on its own clock.</param>
    /// <param name="last">Last arrival in it.</param>
    /// <param name="newestTrustedBefore">Newest right time before this run, Unix ms; 0 = none.</param>
    /// <param name="start">Start of this run in right time.</param>
    internal static (long Shift, long Slack) Bounds(long first, long last, long newestTrustedBefore, long start)
    {
        var (lowest, highest) = (newestTrustedBefore - first, start - last);
        // Without a right time before, only the start of this run bounds it.
        return newestTrustedBefore == 0 || lowest > highest ? (highest, NodeClockModel.UnknownUncertaintyMilliseconds) : ((lowest + highest) / 2, (highest - lowest) / 2);
    }
}
