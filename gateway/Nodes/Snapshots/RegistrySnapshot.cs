using System.Collections.Frozen;

namespace Jena.SensorNode.Gateway.Nodes.Snapshots;

/// <summary>The registry at one revision, immutable.</summary>
internal sealed class RegistrySnapshot
{
    private readonly FrozenDictionary<uint, NodeRecord> _nodes;
    private readonly FrozenDictionary<int, DeviceHistory> _devices;
    private readonly FrozenDictionary<string, DeviceHistory> _foreign;
    private readonly FrozenDictionary<int, DesiredSettings> _settings;

    /// <summary>A snapshot of these rows.</summary>
    public RegistrySnapshot(
        long revision,
        IReadOnlyCollection<NodeRecord> nodes,
        IReadOnlyCollection<DeviceHistory> devices,
        IReadOnlyCollection<DesiredSettings> settings)
    {
        Revision = revision;
        _nodes = nodes.ToFrozenDictionary(node => node.Keys.NodeId);
        _devices = devices.ToFrozenDictionary(device => device.DeviceId);
        _foreign = devices.Where(device => device.Kind == DeviceKindOf.Foreign).ToFrozenDictionary(device => device.Name);
        _settings = settings.ToFrozenDictionary(set => set.DeviceId);
        Devices = [.. devices.OrderBy(device => device.Name, StringComparer.Ordinal)];
    }

    /// <summary>Revision of the database that this shows.</summary>
    public long Revision { get; }

    /// <summary>All devices by name.</summary>
    public IReadOnlyList<DeviceHistory> Devices { get; }

    /// <summary>All nodes, in no order.</summary>
    public IEnumerable<NodeRecord> Nodes => _nodes.Values;

    /// <summary>When the next overlap of two keys ends; null where none is open.</summary>
    public DateTimeOffset? NextKeyEnd(DateTimeOffset now) => _nodes.Values.Where(node => node.PreviousKeyUntil > now).Min(node => node.PreviousKeyUntil);

    /// <summary>A node, or null.</summary>
    public NodeRecord? Node(uint nodeId) => _nodes.GetValueOrDefault(nodeId);

    /// <summary>A device, or null.</summary>
    public DeviceHistory? Device(int deviceId) => _devices.GetValueOrDefault(deviceId);

    /// <summary>A foreign device by normalized EUI, or null.</summary>
    public DeviceHistory? Foreign(string eui) => _foreign.GetValueOrDefault(eui);

    /// <summary>The latest settings wanted for a node, or null.</summary>
    public DesiredSettings? Settings(int deviceId) => _settings.GetValueOrDefault(deviceId);
}
