namespace Jena.SensorNode.Emulator.Scheduling;

/// <summary>How a wake ended and, in words, why.</summary>
/// <param name="Outcome">The kind of end.</param>
/// <param name="Reason">For people.</param>
/// <param name="TimerTicks">Deep sleep only: the armed timer in the device's own ticks; null when none was armed.</param>
internal sealed record WakeEnd(WakeOutcome Outcome, string Reason, long? TimerTicks = null);
