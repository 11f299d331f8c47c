using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>Stored samples as the clock models see them.</summary>
internal static class TestSamples
{
    public const int DeviceId = 1;

    public static Sample Dated(uint boot, uint nodeSeconds, long time, int uncertainty, int incarnation = 0, int device = DeviceId, bool isProvisional = false) => new()
    {
        Sequence = 1,
        Identity = new SampleIdentity(device, boot, incarnation, 0),
        LayoutId = 1,
        NodeSeconds = nodeSeconds,
        TimeUnixMilliseconds = time,
        UncertaintyMilliseconds = uncertainty,
        TimeIsProvisional = isProvisional,
        ReceivedUnixMilliseconds = time + 1000,
        BatteryMillivolts = 3600,
        Values = [],
        Faults = [],
    };

    /// <summary>The last sample of a frame, which carries the frame's evidence.</summary>
    public static Sample Sent(uint boot, uint nodeSeconds, long received, uint age, int? bound) =>
        Dated(boot, nodeSeconds, received, 1000) with { ReceivedUnixMilliseconds = received, AgeSeconds = age, DelayBoundMilliseconds = bound };
}
