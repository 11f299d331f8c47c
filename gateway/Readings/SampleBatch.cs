namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Samples of one frame on their way to the disk, in order of their counters.</summary>
internal sealed class SampleBatch
{
    /// <summary>The stream they belong to.</summary>
    public required StreamKey Stream { get; init; }

    /// <summary>Counter of the first sample; the others follow by 1 each, wrapping at 2^32.</summary>
    public required uint FirstCounter { get; init; }

    /// <summary>Probe layout.</summary>
    public required int LayoutId { get; init; }

    /// <summary>Battery in mV; 0 = not measured.</summary>
    public required int BatteryMillivolts { get; init; }

    /// <summary>Arrival at the gateway: Unix milliseconds, UTC.</summary>
    public required long ReceivedUnixMilliseconds { get; init; }

    /// <summary>0: the gateway's clock was set; else the number of the period in which it was not.</summary>
    public required int ProvisionalPeriod { get; init; }

    /// <summary>Seconds from the last sample to the sending of the frame.</summary>
    public required uint AgeSeconds { get; init; }

    /// <summary>Longest time the frame can have been under way, in ms; null = unknown.</summary>
    public required int? DelayBoundMilliseconds { get; init; }

    /// <summary>Node seconds of each sample.</summary>
    public required uint[] NodeSeconds { get; init; }

    /// <summary>Time of each sample: Unix milliseconds, UTC.</summary>
    public required long[] TimesUnixMilliseconds { get; init; }

    /// <summary>± of each time, in ms.</summary>
    public required int[] UncertaintiesMilliseconds { get; init; }

    /// <summary>Channels of each sample, 1 to 8.</summary>
    public required int ChannelCount { get; init; }

    /// <summary>Raw values, index sample × <see cref="ChannelCount"/> + channel.</summary>
    public required int[] Values { get; init; }

    /// <summary>Fault codes, indexed as <see cref="Values"/>.</summary>
    public required byte[] Faults { get; init; }

    /// <summary>Number of samples.</summary>
    public int Count => NodeSeconds.Length;

    /// <summary>Identity of one sample.</summary>
    public SampleIdentity IdentityOf(int index) => new(Stream.DeviceId, Stream.Boot, Stream.Incarnation, unchecked(FirstCounter + (uint)index));

    /// <summary>Values of one sample.</summary>
    public ReadOnlySpan<int> ValuesOf(int index) => Values.AsSpan(index * ChannelCount, ChannelCount);

    /// <summary>Faults of one sample.</summary>
    public ReadOnlySpan<byte> FaultsOf(int index) => Faults.AsSpan(index * ChannelCount, ChannelCount);
}
