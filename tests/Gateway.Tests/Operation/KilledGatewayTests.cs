using System.Diagnostics;
using System.Text.Json;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>
/// The gateway as a process, killed without warning under load. JENA_KILLS sets how often (100 for a release).
/// </summary>
public sealed class KilledGatewayTests : IDisposable
{
    private const int Nodes = 8;
    private const int SpareKills = 20;
    private readonly TestFolder _folder = new();
    private readonly Random _random = new(7);

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("JENA_KILLS"), out var kills) ? kills : 3;

    [Fact]
    public async Task Every_acknowledged_frame_is_there_once_after_any_number_of_kills()
    {
        var nodes = await RegisterAsync();
        var acknowledged = new uint[Nodes];
        // A busy machine may need longer than a gateway lives here until the first frame is through.
        for (var kill = 0; kill < Kills || (kill < Kills + SpareKills && acknowledged.Contains(0u)); kill++)
        {
            using var gateway = Start();
            var port = await PortAsync(gateway);
            using var dead = new CancellationTokenSource();
            var senders = nodes.Select((node, index) => Task.Run(() => SendUntilDeadAsync(node, index, acknowledged, port, dead.Token))).ToList();
            await Task.Delay(_random.Next(100, 1600), TestContext.Current.CancellationToken);
            gateway.Kill();
            await gateway.WaitForExitAsync(TestContext.Current.CancellationToken);
            await dead.CancelAsync();
            await Task.WhenAll(senders);
            File.Delete(_folder.File("ports.json"));
            Check(acknowledged);
        }

        Assert.All(acknowledged, count => Assert.True(count > 0, "a node never got anything through"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<RegisteredNode[]> RegisterAsync()
    {
        await using var gateway = await RunningGateway.StartAsync([$"--Gateway:DataDirectory={_folder.Path}"]);
        var nodes = new RegisteredNode[Nodes];
        for (var index = 0; index < Nodes; index++)
            nodes[index] = await gateway.AddNodeAsync();
        return nodes;
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GatewayHost).Assembly.Location, "run"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        foreach (var (name, value) in new[] { ("DataDirectory", _folder.Path), ("Web__Port", "0"), ("Web__Address", "127.0.0.1"), ("Broker__Port", "0"), ("Timing__Clock", "Always"), ("Readings__LogSamples", "100") })
            start.Environment["Gateway__" + name] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<int> PortAsync(Process gateway)
    {
        var file = _folder.File("ports.json");
        await Eventually.TrueAsync(() => File.Exists(file) || gateway.HasExited, "the gateway listens");
        Assert.False(gateway.HasExited, "the gateway ended by itself");
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        return json.RootElement.GetProperty("mqtt").GetInt32();
    }

    /// <summary>As a node does: the same frame until it is acknowledged, then the next.</summary>
    private static async Task SendUntilDeadAsync(RegisteredNode node, int index, uint[] acknowledged, int port, CancellationToken dead)
    {
        try
        {
            await using var wire = await TestNode.ConnectAsync(port, node);
            while (!dead.IsCancellationRequested)
            {
                var next = acknowledged[index];
                var frame = TestFrames.Encode(node.NodeId, node.Key, 1, next, 900 + next, count: 4, interval: 1, layout: node.Layout.Id);
                if ((await wire.PublishAsync(frame).WaitAsync(dead)).IsSuccess)
                    acknowledged[index] = next + 4;
            }
        }
        catch (Exception)
        {
            // The gateway is gone; what was not acknowledged is sent again to the next one.
        }
    }

    private void Check(uint[] acknowledged)
    {
        var samples = StoredFile.Samples(_folder.File("gateway.db"));
        Assert.Equal(samples.Count, samples.DistinctBy(sample => sample.Identity).Count());
        var stored = samples.GroupBy(sample => sample.Identity.DeviceId).OrderBy(device => device.Key)
            .Select(device => (Count: device.Count(), Highest: (int)device.Max(sample => sample.Identity.Counter))).ToList();
        for (var index = 0; index < stored.Count; index++)
        {
            Assert.True(stored[index].Count >= acknowledged[index], $"{acknowledged[index]} acknowledged, {stored[index].Count} stored");
            Assert.Equal(stored[index].Highest + 1, stored[index].Count);
        }
    }
}
