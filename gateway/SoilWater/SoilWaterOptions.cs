namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Section <c>Gateway:SoilWater</c>: what holds for a kind of probe until a single probe knows better.</summary>
internal sealed class SoilWaterOptions : ISettings
{
    /// <summary>Raw counts per °C of a capacitive probe on the ADC; 0 = off (see <see cref="TemperatureCompensation"/>).</summary>
    public double CapacitiveRawPerDegree { get; set; }

    /// <summary>Raw counts per °C of a seesaw probe; 0 = off.</summary>
    public double SeesawRawPerDegree { get; set; }

    /// <summary>Temperature in °C that both are related to.</summary>
    public double ReferenceCelsius { get; set; } = 20;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (!double.IsFinite(CapacitiveRawPerDegree) || Math.Abs(CapacitiveRawPerDegree) > 100)
            yield return new(nameof(CapacitiveRawPerDegree), $"must be -100 to 100 counts per °C, is {CapacitiveRawPerDegree}");
        if (!double.IsFinite(SeesawRawPerDegree) || Math.Abs(SeesawRawPerDegree) > 100)
            yield return new(nameof(SeesawRawPerDegree), $"must be -100 to 100 counts per °C, is {SeesawRawPerDegree}");
        if (ReferenceCelsius is not (>= -20 and <= 60))
            yield return new(nameof(ReferenceCelsius), $"must be -20 to 60 °C, is {ReferenceCelsius}");
    }
}
