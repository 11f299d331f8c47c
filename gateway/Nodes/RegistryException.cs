namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>
/// The registry refuses something that a person asked for. The message is made for that person: what is wrong, and
/// what to do. It never holds a secret.
/// </summary>
public sealed class RegistryException(string message) : Exception(message);
