namespace Jena.SensorNode.Gateway.Nodes.Keys;

/// <summary>What a sealed secret is for; part of its authentication.</summary>
public enum SecretPurpose : byte
{
    /// <summary>A node's key.</summary>
    NodeKey = 1,

    /// <summary>The WiFi password in a node's settings.</summary>
    WifiPassword = 2,
}
