using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Commands.Probes;

/// <summary>A calibration as a command shows it, with the probe that it belongs to.</summary>
internal sealed record CalibrationView(
    string Node,
    int Channel,
    int DepthCentimeters,
    string Serial,
    int ProbeId,
    int Version,
    DateTimeOffset ValidFrom,
    IReadOnlyList<CalibrationPoint> Points,
    double? RawPerDegree,
    double? ReferenceCelsius,
    string Note,
    DateTimeOffset EnteredAt,
    DateTimeOffset? TakenBackAt,
    string TakenBackNote)
{
    /// <summary>Of a calibration.</summary>
    public static CalibrationView Of(string node, ProbeDescription probe, Calibration calibration) => new(
        node,
        probe.Channel,
        probe.DepthCentimeters,
        probe.Serial,
        calibration.ProbeId,
        calibration.Version,
        calibration.ValidFrom,
        calibration.Points,
        calibration.Compensation?.RawPerDegree,
        calibration.Compensation?.ReferenceCelsius,
        calibration.Note,
        calibration.CreatedAt,
        calibration.TakenBackAt,
        calibration.TakenBackNote);

    /// <summary>The points on one line: 1500=45, 3000=5.</summary>
    public string PointsText => Points.Count == 0 ? "Standardkurve / default curve" : string.Join(", ", Points.Select(point => $"{point.Raw}={point.Value}"));
}
