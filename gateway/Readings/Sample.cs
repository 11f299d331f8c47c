namespace Jena.SensorNode.Gateway.Readings;

/// <summary>The raw values of one wake of one device, with its time.</summary>
internal sealed record Sample
{
    /// <summary>Order of commit in this gateway, from 1, rising.</summary>
    public required long Sequence { get; init; }

    /// <summary>What makes the sample unique.</summary>
    public required SampleIdentity Identity { get; init; }

    /// <summary>Probe layout that took it (FRAME.md, field 7).</summary>
    public required int LayoutId { get; init; }

    /// <summary>The node's own clock at the sample: seconds since its cold start.</summary>
    public required uint NodeSeconds { get; init; }

    /// <summary>When it was taken: Unix milliseconds, UTC.</summary>
    public required long TimeUnixMilliseconds { get; init; }

    /// <summary>The true time lies within ± this of <see cref="TimeUnixMilliseconds"/>.</summary>
    public required int UncertaintyMilliseconds { get; init; }

    /// <summary>True while the gateway's clock was not set at arrival; such a time is repaired before any sink sees it.</summary>
    public required bool TimeIsProvisional { get; init; }

    /// <summary>When the gateway received it: Unix milliseconds, UTC.</summary>
    public required long ReceivedUnixMilliseconds { get; init; }

    /// <summary>Battery in mV; 0 = not measured.</summary>
    public required int BatteryMillivolts { get; init; }

    /// <summary>Raw value of each channel, in its raw unit (FRAME.md 5.4); 0 where <see cref="Faults"/> is not 0.</summary>
    public required int[] Values { get; init; }

    /// <summary>Fault code of each channel (FRAME.md 4.2); 0 = none.</summary>
    public required byte[] Faults { get; init; }

    /// <summary>Seconds from this sample to the sending of its frame; only on the last sample of a frame, else null.</summary>
    public uint? AgeSeconds { get; init; }

    /// <summary>Longest time its frame can have been under way, in ms; null where unknown or not the last of a frame.</summary>
    public int? DelayBoundMilliseconds { get; init; }
}
