namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Calibrations in force, from memory.</summary>
internal interface ICalibrations
{
    /// <summary>The calibration of a probe for an instant; null while it has none.</summary>
    ProbeCalibration? For(int probeId, DateTimeOffset instant);

    /// <summary>Rises with every change: whatever was derived under another number must be derived anew.</summary>
    long Revision { get; }
}

/// <summary>A calibration with its curve ready for use.</summary>
/// <param name="Calibration">As it was entered.</param>
/// <param name="Curve">Null where the calibration goes back to the default curve.</param>
internal sealed record ProbeCalibration(Calibration Calibration, CalibrationCurve? Curve);
