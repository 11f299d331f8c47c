using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Commands.Calibrations;

/// <summary>A calibration as a command shows it.</summary>
internal sealed record CalibrationView(
    int ProbeId, int Version, DateTimeOffset ValidFrom, IReadOnlyList<CalibrationPoint> Points, double? RawPerDegree, double? ReferenceCelsius, string Note)
{
    /// <summary>Of a calibration.</summary>
    public static CalibrationView Of(Calibration calibration) => new(
        calibration.ProbeId, calibration.Version, calibration.ValidFrom, calibration.Points,
        calibration.Compensation?.RawPerDegree, calibration.Compensation?.ReferenceCelsius, calibration.Note);
}
