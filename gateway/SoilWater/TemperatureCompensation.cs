namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>
/// Takes the effect of soil temperature out of a raw moisture value, before the calibration curve.
/// There is no single coefficient for capacitive probes: soil temperature raises and electronics temperature lowers the
/// reading, shifted in phase (Oates et al. 2016), and a TMS logger drifts 1.9 counts/°C in air and 0.6 in water (myClim).
/// So it is off until somebody fitted it for a probe type or a probe.
/// </summary>
/// <param name="RawPerDegree">Change of the raw value for +1 °C at constant water content; 0 = off.</param>
/// <param name="ReferenceCelsius">Temperature that the calibration was made at.</param>
internal sealed record TemperatureCompensation(double RawPerDegree, double ReferenceCelsius)
{
    /// <summary>No compensation.</summary>
    public static TemperatureCompensation Off { get; } = new(0, 20);

    /// <summary>True when it changes anything.</summary>
    public bool IsOn => RawPerDegree != 0;

    /// <summary>The raw value as it would be at the reference temperature.</summary>
    public double Apply(double raw, double celsius) => raw - (RawPerDegree * (celsius - ReferenceCelsius));
}
