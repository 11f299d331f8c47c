using System;

namespace Jena.SensorNode.Frames.Decoding;

/// <summary>
/// What a frame says. Made once and filled again by each decode, without allocating; so it belongs to one thread, and what
/// must outlive the next decode is copied out.
/// </summary>
public sealed class DecodedFrame
{
    private readonly HealthReport _health = new();

    /// <summary>Node id: from the frame where it carries one, else as given to the verifying decode, else 0.</summary>
    public uint NodeId { get; internal set; }

    /// <summary>Whether the frame itself names the node.</summary>
    public bool CarriesNodeId { get; internal set; }

    /// <summary>Probe-layout id, 0..286.</summary>
    public int LayoutId { get; internal set; }

    /// <summary>Boot counter: cold starts of the node.</summary>
    public uint Boot { get; internal set; }

    /// <summary>Sample counter of the first sample; the others follow by 1 each, wrapping at 2^32.</summary>
    public uint FirstSample { get; internal set; }

    /// <summary>Node seconds of the last sample, or of "now" where there is no sample.</summary>
    public uint LastSeconds { get; internal set; }

    /// <summary>Seconds from the last sample to the sending of the frame.</summary>
    public uint AgeSeconds { get; internal set; }

    /// <summary>Battery in mV, 1001..5095; 0 = not measured.</summary>
    public int BatteryMillivolts { get; internal set; }

    /// <summary>Channels of a sample, 1..8.</summary>
    public int ChannelCount { get; internal set; } = 1;

    /// <summary>Samples, 0..63.</summary>
    public int SampleCount { get; internal set; }

    /// <summary>Health block, or null; the same object after every decode.</summary>
    public HealthReport? Health => HasHealth ? _health : null;

    /// <summary>Node seconds of each sample, oldest first.</summary>
    public ReadOnlySpan<uint> Seconds => SecondsBuffer.AsSpan(0, SampleCount);

    /// <summary>Raw values, index <c>sample × ChannelCount + channel</c>; 0 where the channel has a fault.</summary>
    public ReadOnlySpan<int> Values => ValuesBuffer.AsSpan(0, SampleCount * ChannelCount);

    /// <summary><see cref="ChannelFault"/> codes 0..15, indexed as <see cref="Values"/>; 0 = the value counts.</summary>
    public ReadOnlySpan<byte> Faults => FaultsBuffer.AsSpan(0, SampleCount * ChannelCount);

    internal bool HasHealth { get; set; }

    internal uint[] SecondsBuffer { get; } = new uint[FrameContent.MaximumSamples];

    internal int[] ValuesBuffer { get; } = new int[FrameContent.MaximumSamples * FrameContent.MaximumChannels];

    internal byte[] FaultsBuffer { get; } = new byte[FrameContent.MaximumSamples * FrameContent.MaximumChannels];

    internal HealthReport HealthBuffer => _health;

    /// <summary>Raw value of one channel of one sample; meaningless where <see cref="Fault"/> is not None.</summary>
    public int Value(int sample, int channel) => Values[(sample * ChannelCount) + channel];

    /// <summary>Fault of one channel of one sample.</summary>
    public ChannelFault Fault(int sample, int channel) => (ChannelFault)Faults[(sample * ChannelCount) + channel];

    /// <summary>Sample counter of one sample.</summary>
    public uint SampleCounter(int sample) => unchecked(FirstSample + (uint)sample);

    // Whoever ignores the error must find nothing.
    internal void Clear()
    {
        NodeId = 0;
        CarriesNodeId = false;
        HasHealth = false;
        LayoutId = 0;
        Boot = FirstSample = LastSeconds = AgeSeconds = 0;
        BatteryMillivolts = 0;
        ChannelCount = 1;
        SampleCount = 0;
    }
}
