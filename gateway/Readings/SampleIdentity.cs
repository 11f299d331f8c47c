namespace Jena.SensorNode.Gateway.Readings;

/// <summary>What makes a sample unique. Every step of the house is idempotent by it.</summary>
/// <param name="DeviceId">Number of the device.</param>
/// <param name="Boot">Boot counter of the node: its cold starts.</param>
/// <param name="Incarnation">
/// 0 for the first life of a node; 1 and up when its counters started again (reflash, restored flash, a clone).
/// </param>
/// <param name="Counter">Sample counter of the node.</param>
internal readonly record struct SampleIdentity(int DeviceId, uint Boot, int Incarnation, uint Counter);
