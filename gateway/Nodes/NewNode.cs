using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>A node to be registered.</summary>
/// <param name="Layout">Its probes; the registry sets the layout id.</param>
public sealed record NewNode(ProbeLayout Layout)
{
    /// <summary>Id on the wire, from 1; null takes the next free one.</summary>
    public uint? NodeId { get; init; }

    /// <summary>Reference of the site where it stands; null for none yet.</summary>
    public string? SiteReference { get; init; }

    /// <summary>Since when its probes are there; null for now.</summary>
    public DateTimeOffset? ValidFrom { get; init; }
}

/// <summary>A node after registration.</summary>
/// <param name="DeviceId">Number of the device.</param>
/// <param name="NodeId">Id on the wire.</param>
/// <param name="Key">Its key, 32 bytes: a secret.</param>
/// <param name="Layout">Its probes with the layout id given.</param>
public sealed record RegisteredNode(int DeviceId, uint NodeId, byte[] Key, ProbeLayout Layout);
