using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Raw value of a soil moisture probe to volumetric water content.</summary>
internal sealed class MoistureConverter(ICalibrations calibrations, SoilWaterOptions options)
{
    /// <summary>
    /// Water content by the probe's calibration for the instant, else by the default curve of its kind. Water is a share of the soil's volume: what
    /// a curve says below 0 or above 100 % is given as that end, and told.
    /// </summary>
    /// <param name="kind">A soil moisture kind.</param>
    /// <param name="probeId">The probe; 0 = not registered, takes the default curve.</param>
    /// <param name="raw">Raw value in the raw unit of the kind.</param>
    /// <param name="soilCelsius">Soil temperature at that depth; null = not measured, no compensation.</param>
    /// <param name="instant">When it was measured.</param>
    public SoilMoisture Convert(ChannelKind kind, int probeId, int raw, double? soilCelsius, DateTimeOffset instant)
    {
        var own = calibrations.For(probeId, instant);
        var compensation = own?.Calibration.Compensation ?? OfKind(kind);
        var compensated = compensation.IsOn && soilCelsius is { } celsius ? compensation.Apply(raw, celsius) : raw;
        var percent = own?.Curve?.At(compensated) ?? DefaultMoistureCurves.Percent(kind, compensated)
            ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a soil moisture probe.");
        return new(Math.Clamp(percent, 0, 100), own?.Calibration.Version ?? 0, IsCalibrated: own?.Curve is not null)
        {
            IsBounded = percent is < 0 or > 100,
            IsExtrapolated = own?.Curve?.Covers(compensated) == false,
            IsUncompensated = compensation.IsOn && soilCelsius is null,
        };
    }

    private TemperatureCompensation OfKind(ChannelKind kind) => new(
        kind == ChannelKind.SoilMoistureSeesaw ? options.SeesawRawPerDegree : options.CapacitiveRawPerDegree,
        options.ReferenceCelsius);
}

/// <summary>A water content and where it comes from.</summary>
/// <param name="Percent">VWC in %, 0..100.</param>
/// <param name="CalibrationVersion">Version of the probe's calibration; 0 = none.</param>
/// <param name="IsCalibrated">False: by the default curve of the kind.</param>
internal readonly record struct SoilMoisture(double Percent, int CalibrationVersion, bool IsCalibrated)
{
    /// <summary>True: the curve gave less than 0 or more than 100 %.</summary>
    public bool IsBounded { get; init; }

    /// <summary>True: outside the points of the probe's calibration.</summary>
    public bool IsExtrapolated { get; init; }

    /// <summary>True: compensation is set, but there was no soil temperature.</summary>
    public bool IsUncompensated { get; init; }
}
