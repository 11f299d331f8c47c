using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>What a frame says, copied out of the decoder and with its arrival.</summary>
internal sealed class FrameSamples
{
    // What a gateway believes that does not know when the node was registered, or whose clock was wrong then: more than any battery lasts.
    private const long LongestAgeMilliseconds = 3650L * 86_400_000;

    // Slack for a gateway whose clock was a little off at the registration.
    private const long RegistrationSlackMilliseconds = 86_400_000;

    private readonly long _registeredUnixMilliseconds;

    private FrameSamples(DecodedFrame frame, ClockReading arrival, int? delayBoundMilliseconds, long registeredUnixMilliseconds)
    {
        (Boot, FirstSample, LayoutId, BatteryMillivolts) = (frame.Boot, frame.FirstSample, frame.LayoutId, frame.BatteryMillivolts);
        (AgeSeconds, LastSeconds, ChannelCount) = (frame.AgeSeconds, frame.LastSeconds, frame.ChannelCount);
        (Arrival, DelayBoundMilliseconds) = (arrival, delayBoundMilliseconds);
        if (AgeSeconds >= FrameContent.AgeIsAtLeast)
            (AgeSeconds, DelayBoundMilliseconds) = (AgeSeconds - FrameContent.AgeIsAtLeast, null);
        _registeredUnixMilliseconds = registeredUnixMilliseconds;
        IsAgeAbsurd = arrival.UnixMilliseconds - NodeClockModel.ShortestMilliseconds(AgeSeconds) < EarliestUnixMilliseconds();
        // Such an age is no evidence, and would move the boot's other samples: only the arrival is left.
        if (IsAgeAbsurd)
            (AgeSeconds, DelayBoundMilliseconds) = (0, null);
        Seconds = frame.Seconds.ToArray();
        Values = frame.Values.ToArray();
        Faults = frame.Faults.ToArray();
    }

    private FrameSamples(FrameSamples frame, int first, int count)
    {
        (Boot, FirstSample, LayoutId, BatteryMillivolts) = (frame.Boot, unchecked(frame.FirstSample + (uint)first), frame.LayoutId, frame.BatteryMillivolts);
        (ChannelCount, Arrival, DelayBoundMilliseconds) = (frame.ChannelCount, frame.Arrival, frame.DelayBoundMilliseconds);
        (_registeredUnixMilliseconds, IsAgeAbsurd) = (frame._registeredUnixMilliseconds, frame.IsAgeAbsurd);
        Seconds = frame.Seconds[first..(first + count)];
        Values = frame.Values[(first * ChannelCount)..((first + count) * ChannelCount)];
        Faults = frame.Faults[(first * ChannelCount)..((first + count) * ChannelCount)];
        LastSeconds = Seconds[^1];
        AgeSeconds = (uint)Math.Clamp(frame.SentSeconds - LastSeconds, 0, uint.MaxValue);
    }

    /// <summary>Boot counter.</summary>
    public uint Boot { get; }

    /// <summary>Counter of the first sample.</summary>
    public uint FirstSample { get; }

    /// <summary>Probe layout.</summary>
    public int LayoutId { get; }

    /// <summary>Battery in mV; 0 = not measured.</summary>
    public int BatteryMillivolts { get; }

    /// <summary>Seconds from the last sample to the sending; at least so many where the bound of the delay is unknown.</summary>
    public uint AgeSeconds { get; }

    /// <summary>Node seconds of the last sample.</summary>
    public uint LastSeconds { get; }

    /// <summary>Channels of a sample.</summary>
    public int ChannelCount { get; }

    /// <summary>When it arrived.</summary>
    public ClockReading Arrival { get; set; }

    /// <summary>True if the age stated reaches back before the node was registered; it is then not used.</summary>
    public bool IsAgeAbsurd { get; }

    /// <summary>Longest time it can have been under way, ms; null = unknown.</summary>
    public int? DelayBoundMilliseconds { get; }

    /// <summary>Node seconds of each sample.</summary>
    public uint[] Seconds { get; }

    /// <summary>Raw values.</summary>
    public int[] Values { get; }

    /// <summary>Fault codes.</summary>
    public byte[] Faults { get; }

    /// <summary>The node's clock at sending.</summary>
    public long SentSeconds => (long)LastSeconds + AgeSeconds;

    /// <summary>Copies a decoded frame.</summary>
    /// <param name="frame">The frame; its arrays are copied.</param>
    /// <param name="arrival">When it came.</param>
    /// <param name="delayBoundMilliseconds">Longest time under way, ms; null = unknown.</param>
    /// <param name="registeredUnixMilliseconds">When the node's key was made: no sample under it is older; 0 = unknown.</param>
    public static FrameSamples Of(DecodedFrame frame, ClockReading arrival, int? delayBoundMilliseconds, long registeredUnixMilliseconds) =>
        new(frame, arrival, delayBoundMilliseconds, registeredUnixMilliseconds);

    /// <summary>Some of its samples, as if they had been sent in a frame of their own at the same moment.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many; of a frame without samples none, and the frame itself is the answer.</param>
    public FrameSamples Part(int first, int count) => count == Seconds.Length ? this : new(this, first, count);

    /// <summary>True if a stored sample is the one of this frame with the same counter.</summary>
    public bool Holds(Sample stored)
    {
        var index = (int)unchecked(stored.Identity.Counter - FirstSample);
        return (uint)index < (uint)Seconds.Length
            && stored.NodeSeconds == Seconds[index]
            && stored.Values.AsSpan().SequenceEqual(Values.AsSpan(index * ChannelCount, ChannelCount))
            && stored.Faults.AsSpan().SequenceEqual(Faults.AsSpan(index * ChannelCount, ChannelCount));
    }

    /// <summary>The batch for the store, its times told by a model that has this frame's evidence already.</summary>
    public SampleBatch ToBatch(StreamKey stream, NodeClockModel model)
    {
        var times = new long[Seconds.Length];
        var uncertainties = new int[Seconds.Length];
        var earliest = EarliestUnixMilliseconds();
        for (var index = 0; index < Seconds.Length; index++)
        {
            var time = model.TimeOf(Seconds[index]);
            // Nothing arrives before it was taken: no reading is dated in the future.
            times[index] = Math.Min(time.UnixMilliseconds, Arrival.UnixMilliseconds);
            uncertainties[index] = time.UncertaintyMilliseconds;
            if (times[index] + time.UncertaintyMilliseconds >= earliest)
                continue;
            // Seconds that make no sense. The sample is kept; its time lies somewhere in the node's life.
            (times[index], uncertainties[index]) = (earliest, int.MaxValue);
        }

        return new SampleBatch
        {
            Stream = stream,
            FirstCounter = FirstSample,
            LayoutId = LayoutId,
            BatteryMillivolts = BatteryMillivolts,
            ReceivedUnixMilliseconds = Arrival.UnixMilliseconds,
            ProvisionalPeriod = Arrival.ProvisionalPeriod,
            AgeSeconds = AgeSeconds,
            DelayBoundMilliseconds = DelayBoundMilliseconds,
            NodeSeconds = Seconds,
            TimesUnixMilliseconds = times,
            UncertaintiesMilliseconds = uncertainties,
            ChannelCount = ChannelCount,
            Values = Values,
            Faults = Faults,
        };
    }

    // A gateway whose clock is not set now, or was not then, cannot compare the two.
    private long EarliestUnixMilliseconds() => Arrival.IsTrusted && _registeredUnixMilliseconds <= Arrival.UnixMilliseconds
        ? Math.Max(_registeredUnixMilliseconds - RegistrationSlackMilliseconds, Arrival.UnixMilliseconds - LongestAgeMilliseconds)
        : Arrival.UnixMilliseconds - LongestAgeMilliseconds;
}
