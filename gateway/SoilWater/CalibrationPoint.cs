namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>One point of a calibration: what the probe gave in soil of a known state.</summary>
/// <param name="Raw">Raw value of the channel, in its raw unit (FRAME.md 5.4).</param>
/// <param name="Value">Reference value in the unit of the quantity: VWC in %, or °C.</param>
internal readonly record struct CalibrationPoint(double Raw, double Value);
