using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Batteries;

namespace Jena.SensorNode.Gateway.Nodes.Provisioning;

/// <summary>What a node is given by cable.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="GatewayHost">Where it reaches the gateway: an IPv4 literal or a name.</param>
/// <param name="GatewayPort">MQTT port, 1..65535.</param>
public sealed record ProvisioningRequest(uint NodeId, string GatewayHost, int GatewayPort)
{
    /// <summary>Where the node measures its battery (PROVISIONING.md).</summary>
    public BatterySource Battery { get; init; } = new();

    /// <summary>The battery put in; null leaves the node's own assumption, one lithium-ion cell.</summary>
    public BatteryKind? BatteryKind { get; init; }

    /// <summary>GPIO of the service button, or <see cref="NodeFile.NoPin"/>.</summary>
    public int ButtonPin { get; init; } = NodeFile.NoPin;

    /// <summary>GPIO of the LED, or <see cref="NodeFile.NoPin"/>.</summary>
    public int LedPin { get; init; } = NodeFile.NoPin;

    /// <summary>WiFi network; null leaves the node's network as it is.</summary>
    public string? WifiName { get; init; }

    /// <summary>Password of the WiFi network: a secret.</summary>
    public string WifiPassword { get; init; } = "";

    /// <summary>Serial port for nanoff.</summary>
    public string SerialPort { get; init; } = "";

    /// <summary>Highest boot counter that readings show; the file counts from above it.</summary>
    public uint HighestBootSeen { get; init; }
}
