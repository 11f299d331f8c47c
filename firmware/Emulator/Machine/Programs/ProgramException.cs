namespace Jena.SensorNode.Emulator.Programs;

/// <summary>A program cannot run on the emulator: it needs something that the emulator lacks. The message names it.</summary>
/// <param name="message">What is missing.</param>
public sealed class ProgramException(string message) : Exception(message);
