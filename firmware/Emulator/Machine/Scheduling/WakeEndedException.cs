namespace Jena.SensorNode.Emulator.Scheduling;

/// <summary>
/// Unwinds a device thread whose wake is over (sleep, reset, power cut). Code of the device may catch it, but every further call
/// into the device throws it again and has no effect, as nothing runs on a device without power.
/// </summary>
public sealed class WakeEndedException() : Exception("The device sleeps or has no power.");
