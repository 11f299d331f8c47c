using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.SoilWater;

/// <summary>Calibrations that hold at every time.</summary>
internal sealed class FixedCalibrations(params Calibration[] calibrations) : ICalibrations
{
    public long Revision => calibrations.Length;

    public ProbeCalibration? For(int probeId, DateTimeOffset instant) =>
        calibrations.Where(calibration => calibration.ProbeId == probeId && calibration.ValidFrom <= instant)
            .Select(calibration => new ProbeCalibration(calibration, calibration.Points.Count == 0 ? null : new CalibrationCurve(calibration.Points)))
            .LastOrDefault();
}
