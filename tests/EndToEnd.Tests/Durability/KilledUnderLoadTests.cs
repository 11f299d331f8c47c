using Jena.SensorNode.EndToEnd.Tests.Parts;

namespace Jena.SensorNode.EndToEnd.Tests.Durability;

/// <summary>The process dies without warning at any moment; the file must say afterwards what the nodes were told.</summary>
public sealed class KilledUnderLoadTests
{
    private const int Kills = 100;
    private const int NodeCount = 20;
    private const int LongestLifeMilliseconds = 300;
    private const int KillsBetweenChecks = 10;

    [Fact]
    public async Task A_gateway_killed_100_times_under_load_keeps_every_acknowledged_frame_once_and_opens_without_repair()
    {
        await using var gateway = new GatewayProcess();
        // The limit of a node would leave the gateway idle most of the time between two kills.
        gateway.Set("Broker__FramesPerSecond", "100000");
        var folder = Path.GetDirectoryName(gateway.DatabasePath)!;
        var nodes = await BulkNodes.AddAsync(folder, NodeCount, gateway.BrokerPort);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sending = BulkNodes.SendAsync(nodes, enough.Token);
        var random = new Random(4711);

        for (var kill = 1; kill <= Kills; kill++)
        {
            await gateway.StartAsync();
            var before = Acknowledged();
            await Eventually.TrueAsync(() => Acknowledged() > before, $"frames are acknowledged after kill {kill - 1}", () => gateway.Output);
            await Task.Delay(random.Next(LongestLifeMilliseconds), TestContext.Current.CancellationToken);
            await gateway.KillAsync();
            if (kill % KillsBetweenChecks == 0)
                await Integrity.AssertAsync(gateway.DatabasePath);
        }

        await enough.CancelAsync();
        await sending;
        var stored = await BulkNodes.AssertAllAreStoredOnceAsync(folder, nodes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {Acknowledged()} samples acknowledged, {stored} stored");

        int Acknowledged() => nodes.Sum(entry => entry.Node.Acknowledged.Count);
    }
}
