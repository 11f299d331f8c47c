using Jena.SensorNode.EndToEnd.Tests.Parts;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.EndToEnd.Tests.Durability;

/// <summary>Nodes registered in one transaction before the gateway starts, and what is stored of them after it ended.</summary>
internal static class BulkNodes
{
    private const int MoreThanATestSends = 1_000_000;

    private static readonly ProbeLayout Layout = new()
    {
        Channels = [.. Enumerable.Range(0, 6).Select(channel => new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = 10, Wiring = [(byte)channel] })],
    };

    public static async Task<IReadOnlyList<(int DeviceId, BulkNode Node)>> AddAsync(string dataDirectory, int count, int brokerPort)
    {
        await using var host = Open(dataDirectory);
        var box = host.Services.GetRequiredService<SecretBoxProvider>().Get();
        await using var connection = host.Services.GetRequiredService<Database>().OpenWriter();
        await using var transaction = connection.BeginTransaction();
        var nodes = new List<(int, BulkNode)>();
        for (var id = 1u; id <= count; id++)
        {
            var node = NodeRegistration.Add(connection, new NewNode(Layout) { NodeId = id }, box, DateTimeOffset.UtcNow);
            nodes.Add((node.DeviceId, new BulkNode(node.NodeId, node.Key, node.Layout.Id, brokerPort)));
        }

        await transaction.CommitAsync();
        return nodes;
    }

    /// <summary>Sends from every node until cancelled.</summary>
    public static Task SendAsync(IEnumerable<(int DeviceId, BulkNode Node)> nodes, CancellationToken cancellation) =>
        Task.WhenAll(nodes.Select(async entry =>
        {
            try
            {
                await entry.Node.SendAsync(1, MoreThanATestSends, perFrame: 3, cancellation);
            }
            catch (OperationCanceledException)
            {
                // The test has seen enough.
            }
        }));

    /// <summary>Reads everything with the gateway's own store: each acknowledged sample is there, once and unchanged.</summary>
    /// <returns>Samples stored.</returns>
    public static async Task<int> AssertAllAreStoredOnceAsync(string dataDirectory, IReadOnlyList<(int DeviceId, BulkNode Node)> nodes)
    {
        await using var host = Open(dataDirectory);
        var store = host.Services.GetRequiredService<IReadingStore>();
        var total = 0;
        foreach (var (deviceId, node) in nodes)
        {
            var stored = store.Read(deviceId, 0, DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds()).ToList();
            var counters = stored.Select(sample => sample.Identity.Counter).ToHashSet();
            Assert.Equal(stored.Count, counters.Count);
            Assert.All(node.Acknowledged, counter => Assert.Contains(counter, counters));
            Assert.All(stored, sample => Assert.Equal(Enumerable.Range(0, 6).Select(channel => BulkNode.RawValue(sample.Identity.Counter, channel)), sample.Values));
            // What was stored and not acknowledged is at most the one frame that was under way.
            Assert.InRange(stored.Count - node.Acknowledged.Count, 0, 3);
            total += stored.Count;
        }

        return total;
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Open(string dataDirectory) =>
        GatewayHost.Create([$"--Gateway:DataDirectory={dataDirectory}", "--Logging:LogLevel:Default=Warning"]);
}
