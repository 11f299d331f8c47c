using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>
/// Finds the stream that a frame belongs to. Counters alone do not tell: after a reflash they begin again, a clone counts
/// beside its twin, and a replay repeats old ones. What tells is the content of samples that are stored already, and
/// whether the frame can be of the same run of the node's clock. Whatever fits no known stream opens a new
/// incarnation, so that nothing genuine is dropped.
/// </summary>
internal sealed class StreamResolver(IReadingStore store, IncidentBook incidents)
{
    // A contradiction of clocks below this is taken for a frame that was under way longer than its transport knew.
    private const int ClockSlackMilliseconds = 3_600_000;

    // Bounds above this are guesses about a far broker; they do not prove a restart.
    private const int LongestProofMilliseconds = 900_000;

    /// <summary>The stream of a frame.</summary>
    /// <param name="gate">The device's memory.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="name">Its name for incidents.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="modelOf">Gives the clock model of a stream.</param>
    public StreamKey Resolve(DeviceGate gate, int deviceId, string name, FrameSamples frame, Func<StreamKey, NodeClockModel> modelOf)
    {
        var usual = gate.LastStream is { } last && last.Boot == frame.Boot ? last : NewestOf(deviceId, frame.Boot);
        if (Fits(usual, frame, modelOf))
            return usual;

        var streams = store.Streams(deviceId);
        var highest = streams.Count == 0 ? 0 : streams.Max(stream => stream.Key.Incarnation);
        for (var incarnation = highest; incarnation >= 0; incarnation--)
        {
            var candidate = new StreamKey(deviceId, frame.Boot, incarnation);
            if (candidate == usual || !streams.Any(stream => stream.Key == candidate) || !Fits(candidate, frame, modelOf))
                continue;
            if (incarnation < usual.Incarnation && IsNews(candidate, frame, CountShared(candidate, frame)))
                incidents.Note(name, IncidentKind.ClonedNode, $"boot {frame.Boot}: incarnations {incarnation} and {usual.Incarnation} both send");
            return candidate;
        }

        // A later incarnation that has not reached this boot yet is this frame's own.
        var fresh = Enumerable.Range(1, highest + 1).First(incarnation =>
            incarnation > highest || (incarnation > usual.Incarnation && !streams.Any(stream => stream.Key == new StreamKey(deviceId, frame.Boot, incarnation))));
        incidents.Note(name, IncidentKind.CountersRestarted, $"boot {frame.Boot}, sample {frame.FirstSample}: counters were used before, incarnation {fresh} begins");
        return new StreamKey(deviceId, frame.Boot, fresh);
    }

    private StreamKey NewestOf(int deviceId, uint boot)
    {
        var newest = 0;
        foreach (var stream in store.Streams(deviceId))
        {
            // The highest incarnation that has this boot; a new boot continues the newest life of the node.
            if (stream.Key.Boot == boot || stream.Key.Boot < boot)
                newest = Math.Max(newest, stream.Key.Incarnation);
        }

        return new StreamKey(deviceId, boot, newest);
    }

    /// <summary>
    /// How many samples of a frame that fits a stream are of it. Two lives of a node can have a beginning in common: a copied or
    /// restored flash sends the old samples of its journal and new ones of its own in one frame.
    /// </summary>
    public int CountShared(StreamKey stream, FrameSamples frame)
    {
        var known = Known(stream, frame).ToList();
        // What two lives have in common lies before what they have not, so the last one tells of all.
        if (known.Count < 2 || IsSame(stream, frame, known[^1]))
            return frame.Seconds.Length;
        var (same, other) = (0, known.Count - 1);
        while (other - same > 1)
        {
            var middle = (same + other) / 2;
            (same, other) = IsSame(stream, frame, known[middle]) ? (middle, other) : (same, middle);
        }

        return known[other];
    }

    private bool Fits(StreamKey stream, FrameSamples frame, Func<StreamKey, NodeClockModel> modelOf)
    {
        foreach (var index in Known(stream, frame))
            return IsSame(stream, frame, index) && (index == 0 || !BeginsInAnotherLife(stream, frame));
        return frame.DelayBoundMilliseconds is not { } bound || bound > LongestProofMilliseconds
            || modelOf(stream).IsConsistent(frame.SentSeconds, frame.Arrival.UnixMilliseconds - ClockSlackMilliseconds, bound);
    }

    // The common past is with the life that sent it first, and is not stored again.
    private bool BeginsInAnotherLife(StreamKey stream, FrameSamples frame) => Enumerable.Range(0, stream.Incarnation)
        .Select(incarnation => stream with { Incarnation = incarnation })
        .Any(other => store.CountKnown(other, frame.FirstSample, 1) > 0 && IsSame(other, frame, 0));

    private IEnumerable<int> Known(StreamKey stream, FrameSamples frame) =>
        store.CountKnown(stream, frame.FirstSample, frame.Seconds.Length) == 0
            ? []
            : Enumerable.Range(0, frame.Seconds.Length).Where(index => store.CountKnown(stream, unchecked(frame.FirstSample + (uint)index), 1) > 0);

    // Where retention has taken the sample, the counter alone must do.
    private bool IsSame(StreamKey stream, FrameSamples frame, int index) =>
        store.Find(new SampleIdentity(stream.DeviceId, stream.Boot, stream.Incarnation, unchecked(frame.FirstSample + (uint)index))) is not { } stored || frame.Holds(stored);

    private bool IsNews(StreamKey stream, FrameSamples frame, int count) => store.CountKnown(stream, frame.FirstSample, count) < count;
}
