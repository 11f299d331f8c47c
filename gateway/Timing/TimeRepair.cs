using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>
/// Gives samples that arrived while the gateway's clock was not set their final times, once it is.
/// <list type="bullet">
/// <item>This run's period: the error of the clock is known exactly, every time moves by it.</item>
/// <item>An earlier run's period, where the node's clock ran through: the node's model of now tells the time.</item>
/// <item>Else: the period lies between the last right time before it and the start of this run; the middle, with half of that as uncertainty.</item>
/// </list>
/// </summary>
internal sealed class TimeRepair(IReadingStore store)
{
    private const int SamplesOfHistory = 512;

    /// <summary>Raised when times changed on disk.</summary>
    public event Action? Repaired;

    /// <summary>Repairs all provisional times in one transaction.</summary>
    /// <param name="correction">What the clock lacked, in this run.</param>
    /// <param name="newestTrustedBefore">Newest right time before this run, Unix ms; 0 = none.</param>
    /// <param name="startUnixMilliseconds">Start of this run in right time.</param>
    /// <param name="cancellation">Ends the waiting for the disk.</param>
    public async Task<int> RunAsync(ClockCorrection correction, long newestTrustedBefore, long startUnixMilliseconds, CancellationToken cancellation)
    {
        var count = await store.RepairTimesAsync(
            samples => Final(samples, correction, newestTrustedBefore, startUnixMilliseconds),
            cancellation);
        if (count > 0)
            Repaired?.Invoke();
        return count;
    }

    private List<RepairedTime> Final(IReadOnlyList<ProvisionalSample> samples, ClockCorrection correction, long newestTrustedBefore, long start)
    {
        var final = new List<RepairedTime>(samples.Count);
        var models = new Dictionary<StreamKey, NodeClockModel>();
        foreach (var (sample, _) in samples.Where(row => row.Period == correction.Period))
        {
            final.Add(Shifted(sample, correction.AddMilliseconds, 0));
            NodeClockHistory.Add(ModelOf(models, sample), sample, sample.ReceivedUnixMilliseconds + correction.AddMilliseconds);
        }

        foreach (var period in samples.Where(row => row.Period != correction.Period).GroupBy(row => row.Period))
        {
            var (shift, slack) = Bounds(period.Min(row => row.Sample.ReceivedUnixMilliseconds), period.Max(row => row.Sample.ReceivedUnixMilliseconds), newestTrustedBefore, start);
            foreach (var (sample, _) in period)
                final.Add(ByModel(ModelOf(models, sample), sample, shift, slack, start) ?? Shifted(sample, shift, slack));
        }

        return final;
    }

    private NodeClockModel ModelOf(Dictionary<StreamKey, NodeClockModel> models, Sample sample)
    {
        var stream = NodeClockHistory.StreamOf(sample);
        if (!models.TryGetValue(stream, out var model))
            models[stream] = model = NodeClockHistory.Build(store.Recent(stream.DeviceId, SamplesOfHistory), stream);
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
