namespace Jena.SensorNode.Gateway.Nodes.Snapshots;

/// <summary>The latest settings wanted for a node, as the database has them.</summary>
/// <param name="DeviceId">The node's device.</param>
/// <param name="Version">Version of the set.</param>
/// <param name="Content">All values but the WiFi password (<see cref="Settings.SettingsText"/>).</param>
/// <param name="SealedWifiPassword">The WiFi password, encrypted; null where the set has none.</param>
internal sealed record DesiredSettings(int DeviceId, uint Version, string Content, byte[]? SealedWifiPassword);
