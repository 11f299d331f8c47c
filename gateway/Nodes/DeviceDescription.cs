using Jena.SensorNode.Frames.Batteries;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>What kind of device delivers readings.</summary>
public enum DeviceKindOf
{
    /// <summary>A node of this project: frames with its own key.</summary>
    Node = 0,

    /// <summary>A sensor of another maker, known by its LoRaWAN EUI.</summary>
    Foreign = 1,
}

/// <summary>A device with its place and probes, as they were at one instant.</summary>
/// <param name="DeviceId">Number of the device in this gateway's database; never used again.</param>
/// <param name="Name">Node id as 8 lower-case hex digits, or EUI as 16.</param>
/// <param name="Kind">Own node or foreign sensor.</param>
/// <param name="Site">Where it stands; null while it has no site.</param>
/// <param name="Probes">Its probes, by channel.</param>
public sealed record DeviceDescription(
    int DeviceId,
    string Name,
    DeviceKindOf Kind,
    SiteDescription? Site,
    IReadOnlyList<ProbeDescription> Probes)
{
    /// <summary>Maker and model of a foreign sensor as the sensor list names it; empty for a node.</summary>
    public string Model { get; init; } = "";

    /// <summary>The battery that a node was provisioned for last; null where nobody told, and for foreign sensors.</summary>
    public BatteryKind? Battery { get; init; }

    /// <summary>How often the node's latest settings have it send; null where it has none but the delivered ones, and for foreign sensors.</summary>
    public TimeSpan? SendingInterval { get; init; }

    /// <summary>True once the device was retired: its readings stay, new ones are refused.</summary>
    public bool IsRetired { get; init; }
}
