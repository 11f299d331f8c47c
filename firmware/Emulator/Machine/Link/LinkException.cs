namespace Jena.SensorNode.Emulator.Link;

/// <summary>The network said no: refused, timed out, unknown name, connection gone.</summary>
/// <param name="message">What happened.</param>
public sealed class LinkException(string message) : Exception(message);
