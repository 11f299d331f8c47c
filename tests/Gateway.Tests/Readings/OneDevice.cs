using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>A registry that knows device 1 alone.</summary>
internal sealed class OneDevice : INodeDirectory
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public static DeviceDescription Description { get; } = new(1, "00000001", DeviceKindOf.Node, null, []);

    public NodeKeys? Find(uint nodeId) => null;

    public DeviceDescription? Describe(int deviceId) => deviceId == 1 ? Description : null;

    public DeviceDescription? DescribeAt(int deviceId, DateTimeOffset instant, int? layoutId = null) => Describe(deviceId);

    public DeviceDescription? FindForeign(string eui) => null;

    public IReadOnlyList<DeviceDescription> All() => [Description];
}
