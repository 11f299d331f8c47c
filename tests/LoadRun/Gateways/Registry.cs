using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.LoadRun.Generator;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.LoadRun.Gateways;

/// <summary>Registers thousands of nodes in one transaction, with the gateway's own code, before the gateway starts.</summary>
internal static class Registry
{
    // Journals of the load reach back some days; their nodes must have been there.
    private static readonly TimeSpan NodesAreThere = TimeSpan.FromDays(60);

    public static async Task<IReadOnlyList<LoadNode>> AddNodesAsync(string dataDirectory, int count, TimeSpan? since = null)
    {
        await using var host = GatewayHost.Create([$"--Gateway:DataDirectory={dataDirectory}", "--Logging:LogLevel:Default=Warning"]);
        var box = host.Services.GetRequiredService<SecretBoxProvider>().Get();
        var then = DateTimeOffset.UtcNow - (since ?? NodesAreThere);
        var nodes = new List<LoadNode>();
        using var connection = host.Services.GetRequiredService<Database>().OpenWriter();
        using var transaction = connection.BeginTransaction();
        for (var id = 1u; id <= count; id++)
        {
            var node = NodeRegistration.Add(connection, new NewNode(Layout()) { NodeId = id, ValidFrom = then }, box, then);
            nodes.Add(new LoadNode(node.NodeId, node.Key, node.Layout.Id));
        }

        connection.Run("UPDATE registry_state SET revision = revision + 1");
        await transaction.CommitAsync();
        return nodes;
    }

    private static ProbeLayout Layout() => new()
    {
        PowerPin = 25,
        Channels = [.. new byte[] { 10, 30, 60 }.SelectMany((depth, index) => new ProbeChannel[]
        {
            new() { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = depth, Wiring = [(byte)(4 + index)] },
            new() { Kind = ChannelKind.SoilTemperature, DepthCentimeters = depth, Wiring = [0x28, 1, 2, 3, 4, 5, (byte)index, 7] },
        })],
    };
}
