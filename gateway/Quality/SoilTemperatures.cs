using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>The soil temperature that goes with a moisture probe, for compensation.</summary>
internal static class SoilTemperatures
{
    /// <summary>
    /// Farthest that a thermometer may be away, in cm. Over so much soil the temperature differs by some °C, against 20 °C and more between
    /// summer and winter that compensation takes out.
    /// </summary>
    public const int FarthestCentimeters = 30;

    /// <summary>
    /// Soil temperature in °C in the same sample at a depth, else at the nearest one, of two equally near the deeper, which swings less. Null where no
    /// thermometer near enough gave a plausible value: a DS18B20 that was not asked in time says 85 °C.
    /// </summary>
    /// <param name="sample">The raw values.</param>
    /// <param name="device">The device at the time of the sample.</param>
    /// <param name="depthCentimeters">Depth of the moisture probe.</param>
    public static double? Near(Sample sample, DeviceDescription device, int depthCentimeters)
    {
        var (nearest, celsius) = (default(ProbeDescription), default(double?));
        foreach (var probe in device.Probes)
        {
            if (Celsius(sample, probe) is { } value && Distance(probe, depthCentimeters) is <= FarthestCentimeters and var distance
                && (nearest is null || distance < Distance(nearest, depthCentimeters)
                    || (distance == Distance(nearest, depthCentimeters) && probe.DepthCentimeters > nearest.DepthCentimeters)))
                (nearest, celsius) = (probe, value);
        }

        return celsius;
    }

    // A depth that nobody knows is near to no other.
    private static int Distance(ProbeDescription probe, int depthCentimeters) =>
        probe.DepthCentimeters == depthCentimeters ? 0
        : probe.DepthCentimeters == ProbeDescription.InAir || depthCentimeters == ProbeDescription.InAir ? int.MaxValue
        : Math.Abs(probe.DepthCentimeters - depthCentimeters);

    private static double? Celsius(Sample sample, ProbeDescription probe)
    {
        if (probe.Kind is not (ChannelKind.SoilTemperature or ChannelKind.SoilTemperatureSeesaw)
            || probe.Channel >= sample.Values.Length || SampleInterpreter.FaultOf(sample, probe.Channel) != ChannelFault.None)
            return null;
        var celsius = sample.Values[probe.Channel] / SampleInterpreter.RawPerUnit(probe.Kind);
        return PlausibleRange.Of(Quantity.SoilTemperature).Holds(celsius) ? celsius : null;
    }
}
