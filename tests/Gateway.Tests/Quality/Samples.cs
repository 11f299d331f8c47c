using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Quality;

/// <summary>Devices and samples as the tests of this folder need them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Moisture at 30, 60 and 90 cm on channels 0 to 2, temperature at the same depths on 3 to 5.</summary>
    public static DeviceDescription SixChannels { get; } = new(1, "0000002a", DeviceKindOf.Node, null,
    [
        Probe(0, ChannelKind.SoilMoistureAdc, 30), Probe(1, ChannelKind.SoilMoistureAdc, 60), Probe(2, ChannelKind.SoilMoistureAdc, 90),
        Probe(3, ChannelKind.SoilTemperature, 30), Probe(4, ChannelKind.SoilTemperature, 60), Probe(5, ChannelKind.SoilTemperature, 90),
    ]);

    public static ProbeDescription Probe(int channel, ChannelKind kind, int depthCentimeters) =>
        new(channel, kind, depthCentimeters, DateTimeOffset.UnixEpoch, null) { ProbeId = 100 + channel };

    public static Sample Of(params int[] values) => new()
    {
        Sequence = 1,
        Identity = new(1, 1, 0, 1),
        LayoutId = 1,
        NodeSeconds = 900,
        TimeUnixMilliseconds = Noon.ToUnixTimeMilliseconds(),
        UncertaintyMilliseconds = 500,
        TimeIsProvisional = false,
        ReceivedUnixMilliseconds = Noon.ToUnixTimeMilliseconds() + 2000,
        BatteryMillivolts = 3900,
        Values = values,
        Faults = new byte[values.Length],
    };

    public static Sample WithFault(this Sample sample, int channel, ChannelFault fault)
    {
        var (values, faults) = ((int[])sample.Values.Clone(), (byte[])sample.Faults.Clone());
        (values[channel], faults[channel]) = (0, (byte)fault);
        return sample with { Values = values, Faults = faults };
    }
}
