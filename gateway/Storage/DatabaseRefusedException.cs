namespace Jena.SensorNode.Gateway.Storage;

/// <summary>A database that this program must not open; the message says what to do.</summary>
internal sealed class DatabaseRefusedException(string message) : Exception(message);
