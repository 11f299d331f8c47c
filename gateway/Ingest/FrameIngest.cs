using System.Collections.Concurrent;
using System.Diagnostics;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>
/// The way of a frame into the gateway: genuine? readable? new? when? stored. Answers after the disk has it.
/// </summary>
internal sealed class FrameIngest : IDisposable
{
    private const long ReplayAfterMilliseconds = 3_600_000;

    // Enough to find the evidence of the last days' frames again after a restart.
    private const int SamplesOfHistory = 96;

    // The name that Operation exports; the middle does not know who listens.
    private static readonly ActivitySource Traces = new("Jena.SensorNode.Gateway");

    [ThreadStatic]
    private static DecodedFrame? _decoded;

    private readonly INodeDirectory _directory;
    private readonly INodeReports _reports;
    private readonly IReadingStore _store;
    private readonly GatewayClock _clock;
    private readonly IncidentBook _incidents;
    private readonly RefusedFrames _refused;
    private readonly StreamResolver _resolver;
    private readonly ConcurrentDictionary<uint, DeviceGate> _gates = new();
    private int _modelEpoch;

    /// <summary>Makes the ingest.</summary>
    public FrameIngest(
        INodeDirectory directory, INodeReports reports, IReadingStore store, GatewayClock clock, TimeRepair repair, IncidentBook incidents, RefusedFrames refused)
    {
        (_directory, _reports, _store, _clock, _incidents, _refused) = (directory, reports, store, clock, incidents, refused);
        _resolver = new StreamResolver(store, incidents);
        repair.Repaired += () => Interlocked.Increment(ref _modelEpoch);
    }

    /// <summary>Counts of what came in.</summary>
    public IngestCounters Counters { get; } = new();

    /// <summary>Takes a frame that arrives now.</summary>
    /// <param name="frame">Its bytes; read before the first wait.</param>
    /// <param name="nodeId">The node that the transport names.</param>
    /// <param name="delayBoundMilliseconds">Longest time the frame can have been under way; null = unknown.</param>
    /// <param name="cancellation">Ends the waiting, not a commit under way.</param>
    public ValueTask<IngestResult> AcceptAsync(ReadOnlyMemory<byte> frame, uint nodeId, int? delayBoundMilliseconds, CancellationToken cancellation = default) =>
        AcceptAsync(frame, nodeId, delayBoundMilliseconds, _clock.Now(), cancellation);

    /// <summary>Takes a frame that a network on the way received earlier.</summary>
    /// <param name="frame">Its bytes; read before the first wait.</param>
    /// <param name="nodeId">The node that the transport names.</param>
    /// <param name="delayBoundMilliseconds">Longest time the frame can have been under way until then; null = unknown.</param>
    /// <param name="arrival">When the network received it.</param>
    /// <param name="cancellation">Ends the waiting, not a commit under way.</param>
    public ValueTask<IngestResult> AcceptAsync(ReadOnlyMemory<byte> frame, uint nodeId, int? delayBoundMilliseconds, ClockReading arrival, CancellationToken cancellation = default)
    {
        Counters.CountFrame();
        if (_directory.Find(nodeId) is not { } keys)
            return new(Refuse(IngestOutcome.UnknownNode, nodeId, IncidentKind.UnknownNode, "not registered"));
        if (keys.IsRetired)
            return new(Refuse(IngestOutcome.RetiredNode, nodeId, IncidentKind.RetiredNode, "retired, still sends"));

        var gate = _gates.GetOrAdd(nodeId, static _ => new DeviceGate());
        gate.Take(keys);
        var decoded = _decoded ??= new DecodedFrame();
        var key = keys.Key;
        var error = FrameDecoder.Decode(frame.Span, nodeId, gate.Current!, decoded);
        if (error == FrameError.BadMac && gate.Previous is { } previous)
        {
            key = keys.PreviousKey!;
            error = FrameDecoder.Decode(frame.Span, nodeId, previous, decoded);
        }
        else if (error == FrameError.None && keys.PreviousKey is not null)
        {
            _reports.ConfirmKey(nodeId);
        }

        if (error == FrameError.BadMac || !IsGenuine(frame.Span, nodeId, gate, error))
            return new(Refuse(IngestOutcome.BadMac, nodeId, IncidentKind.BadMac, "the MAC is not of this node's key"));
        if (error != FrameError.None)
            return KeepMalformedAsync(frame.ToArray(), nodeId, keys.DeviceId, error, arrival, cancellation);

        var samples = FrameSamples.Of(decoded, arrival, delayBoundMilliseconds, keys.RegisteredUnixMilliseconds);
        _reports.Record(new NodeReport(keys.DeviceId, decoded.Boot, arrival.UnixMilliseconds, decoded.Health, decoded.FirstSample, samples.SentSeconds));
        if (samples.IsAgeAbsurd)
            _incidents.Note(Topics.NodeName(nodeId), IncidentKind.AbsurdAge, $"boot {decoded.Boot}, sample {decoded.FirstSample}: an age of {decoded.AgeSeconds} s is before the node was registered; kept with uncertain times");
        return StoreAsync(gate, keys.DeviceId, nodeId, key, samples, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var gate in _gates.Values)
            gate.Dispose();
    }

    // A frame too short or too long for a MAC is nobody's.
    private static bool IsGenuine(ReadOnlySpan<byte> frame, uint nodeId, DeviceGate gate, FrameError error) =>
        error == FrameError.None || gate.Current!.Verify(frame, nodeId) || gate.Previous?.Verify(frame, nodeId) == true;

    private IngestResult Refuse(IngestOutcome outcome, uint nodeId, IncidentKind kind, string detail)
    {
        Counters.Count(outcome, 0);
        _incidents.Note(Topics.NodeName(nodeId), kind, detail);
        return new IngestResult(outcome);
    }

    private async ValueTask<IngestResult> KeepMalformedAsync(byte[] frame, uint nodeId, int deviceId, FrameError error, ClockReading arrival, CancellationToken cancellation)
    {
        var result = Refuse(IngestOutcome.Malformed, nodeId, IncidentKind.Malformed, error.ToString()) with { Error = error };
        try
        {
            await _refused.KeepAsync(frame, deviceId, error, arrival, cancellation);
            return result;
        }
        catch (StorageUnavailableException)
        {
            return new IngestResult(IngestOutcome.Unavailable);
        }
    }

    private async ValueTask<IngestResult> StoreAsync(DeviceGate gate, int deviceId, uint nodeId, byte[] key, FrameSamples frame, CancellationToken cancellation)
    {
        var result = new IngestResult(IngestOutcome.Accepted, Boot: frame.Boot, FirstSample: frame.FirstSample, Key: key);
        using var activity = Traces.StartActivity("store frame");
        activity?.SetTag("node", Topics.NodeName(nodeId)).SetTag("samples", frame.Seconds.Length);
        await gate.Turn.WaitAsync(cancellation);
        try
        {
            // The clock may have been set while the frame waited for its turn.
            frame.Arrival = _clock.Settle(frame.Arrival);
            var epoch = (Volatile.Read(ref _modelEpoch), frame.Arrival.ProvisionalPeriod);
            NodeClockModel ModelOf(StreamKey stream) => gate.ModelOf(stream, epoch, key => Build(key, frame.Arrival));
            var name = Topics.NodeName(nodeId);
            var added = 0;
            for (var left = frame; left is not null;)
            {
                var stream = _resolver.Resolve(gate, deviceId, name, left, ModelOf);
                gate.LastStream = stream;
                var shared = _resolver.CountShared(stream, left);
                added += await StorePartAsync(stream, name, left.Part(0, shared), ModelOf(stream), cancellation);
                left = shared < left.Seconds.Length ? left.Part(shared, left.Seconds.Length - shared) : null;
            }

            if (frame.Seconds.Length > 0)
                result = result with { NewSamples = added, Outcome = added == 0 ? IngestOutcome.Duplicate : IngestOutcome.Accepted };
        }
        catch (StorageUnavailableException)
        {
            result = new IngestResult(IngestOutcome.Unavailable);
        }
        finally
        {
            gate.Turn.Release();
        }

        Counters.Count(result.Outcome, result.NewSamples);
        return result;
    }

    private async ValueTask<int> StorePartAsync(StreamKey stream, string name, FrameSamples part, NodeClockModel model, CancellationToken cancellation)
    {
        var isNews = part.Seconds.Length == 0 || _store.CountKnown(stream, part.FirstSample, part.Seconds.Length) < part.Seconds.Length;
        // When a known frame comes again tells nothing of the node's clock: it may be a recording.
        var evidence = isNews ? model : new NodeClockModel();
        evidence.Add(part.SentSeconds, part.Arrival.UnixMilliseconds, part.DelayBoundMilliseconds);
        if (part.Seconds.Length == 0)
            return 0;
        var added = await _store.AppendAsync(part.ToBatch(stream, evidence), cancellation);
        if (added > 0)
            WatchForGap(stream, name, part.FirstSample);
        else if (part.Arrival.UnixMilliseconds - model.LatestSending(part.SentSeconds) > ReplayAfterMilliseconds)
            _incidents.Note(name, IncidentKind.Replay, $"boot {part.Boot}, sample {part.FirstSample} came again, nothing changed");
        return added;
    }

    // A node sends its samples in order: what is not there before this frame will hardly come, and the node knows if it lost it.
    private void WatchForGap(StreamKey stream, string name, uint firstSample)
    {
        if (firstSample == 0 || _store.CountKnown(stream, firstSample - 1, 1) > 0)
            return;
        var gaps = SampleGaps.OfNode(_store.Streams(stream.DeviceId), _reports.Status(stream.DeviceId)?.Health);
        if (gaps.Unexplained > 0 && gaps.Gaps.Any(gap => gap.Boot == stream.Boot && gap.First + gap.Count == firstSample))
            _incidents.Note(name, IncidentKind.SamplesMissing, $"boot {stream.Boot}: nothing before sample {firstSample}; {gaps.Missing} samples missing in all, {gaps.Explained} reported lost by the node");
    }

    // While the clock is not set, stored times and arrivals are of different clocks: the model then begins afresh.
    private NodeClockModel Build(StreamKey stream, ClockReading arrival) =>
        arrival.IsTrusted ? NodeClockHistory.Build(_store.Recent(stream.DeviceId, SamplesOfHistory), stream) : new NodeClockModel();
}
