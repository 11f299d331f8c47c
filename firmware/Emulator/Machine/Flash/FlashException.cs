namespace Jena.SensorNode.Emulator.Flash;

/// <summary>A native error of the file system: no space, no such file, bad handle. The device shows it as a plain exception.</summary>
/// <param name="message">What went wrong.</param>
public sealed class FlashException(string message) : Exception(message);
