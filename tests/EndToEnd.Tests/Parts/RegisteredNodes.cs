using Jena.SensorNode.Frames;

namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>Nodes registered and provisioned with the gateway's own commands, as a technician does.</summary>
internal static class RegisteredNodes
{
    /// <summary>Adds nodes that send to the gateway, or to <paramref name="outside"/> where one is given.</summary>
    public static async Task<IReadOnlyList<BulkNode>> AddAsync(GatewayProcess gateway, int count, Mosquitto? outside = null)
    {
        var nodes = new List<BulkNode>();
        for (var i = 1; i <= count; i++)
        {
            var file = await ProvisionAsync(gateway, (uint)i);
            nodes.Add(new BulkNode(file.NodeId, file.Key, file.Settings.Layout!.Id, outside?.Port ?? gateway.BrokerPort, outside is null ? null : (outside.User, outside.Password)));
        }

        return nodes;
    }

    /// <summary>Adds a node and reads the file that would be flashed.</summary>
    public static async Task<NodeFile> ProvisionAsync(GatewayProcess gateway, uint nodeId)
    {
        using var folder = new TempFolder();
        var name = Topics.NodeName(nodeId);
        await gateway.CommandAsync("node", "add", "--id", name, "--json");
        await gateway.CommandAsync("node", "provision", name, "--output", folder.Path, "--host", "127.0.0.1");
        var path = Directory.EnumerateFiles(folder.Path, "node.cfg", SearchOption.AllDirectories).Single();
        var file = NodeFile.Parse(await File.ReadAllBytesAsync(path), out var error);
        Assert.True(file is not null, error);
        return file;
    }
}
