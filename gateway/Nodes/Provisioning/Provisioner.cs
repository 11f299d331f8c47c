using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes.Provisioning;

/// <summary>The file of a node, ready to be written (PROVISIONING.md).</summary>
/// <param name="NodeConfig">Bytes of <c>node.cfg</c>: holds the key.</param>
/// <param name="BootFloor">Boot counter that the node starts from.</param>
public sealed record ProvisionedNode(byte[] NodeConfig, uint BootFloor);

/// <summary>Makes a node's own file from the registry.</summary>
internal sealed class Provisioner(INodeDirectory directory, NodeRegistry registry, Database database)
{
    /// <summary>
    /// Makes <c>node.cfg</c> with the key in force, the latest layout and a boot counter above every one seen, and notes
    /// the gateway address and the battery.
    /// </summary>
    /// <exception cref="RegistryException">Unknown or retired node, pins that cannot be, or an address that a node cannot use.</exception>
    public async Task<ProvisionedNode> ProvisionAsync(ProvisioningRequest request, CancellationToken cancellation = default)
    {
        var keys = directory.Find(request.NodeId);
        if (keys is null or { IsRetired: true })
        {
            using var connection = database.OpenReader();
            NodeRegistry.Require(connection, request.NodeId);
        }

        var layout = Layout(keys!.DeviceId);
        BoardPins.Check(layout, request.Battery, request.ButtonPin, request.LedPin);
        var file = new NodeFile
        {
            NodeId = request.NodeId,
            Key = keys.Key,
            Battery = request.Battery,
            ButtonPin = request.ButtonPin,
            LedPin = request.LedPin,
            Settings = new NodeSettings
            {
                GatewayHost = request.GatewayHost,
                GatewayPort = request.GatewayPort,
                Layout = layout,
            },
        };
        if (file.Settings.Check() != SettingsRefusal.None)
        {
            throw new RegistryException(
                $"Adresse {request.GatewayHost}:{request.GatewayPort} kann ein Knoten nicht verwenden: 1 bis 63 ASCII-Zeichen, Port 1 bis 65535. / " +
                "The node cannot use this gateway address: 1 to 63 ASCII characters, port 1 to 65535.");
        }

        file.BootFloor = await registry.NextBootFloorAsync(request.NodeId, request.HighestBootSeen, cancellation);
        await registry.NoteProvisioningAsync(request.NodeId, request.GatewayHost, request.GatewayPort, request.BatteryKind, cancellation);
        return new ProvisionedNode(file.Write(request.BatteryKind?.Entry() ?? []), file.BootFloor);
    }

    private ProbeLayout Layout(int deviceId)
    {
        using var connection = database.OpenReader();
        return NodeRegistry.LatestLayout(connection, deviceId);
    }
}
