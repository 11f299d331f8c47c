namespace Jena.SensorNode.Emulator.Pins;

/// <summary>A change of an output pin.</summary>
/// <param name="At">True time.</param>
/// <param name="Pin">GPIO number.</param>
/// <param name="IsHigh">The new level.</param>
public sealed record PinChange(DateTimeOffset At, int Pin, bool IsHigh);
