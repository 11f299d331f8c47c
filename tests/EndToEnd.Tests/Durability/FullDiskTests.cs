using Jena.SensorNode.EndToEnd.Tests.Parts;

namespace Jena.SensorNode.EndToEnd.Tests.Durability;

/// <summary>The card is full: the gateway says so and acknowledges nothing, and goes on by itself when there is room.</summary>
public sealed class FullDiskTests
{
    private const int NodeCount = 5;
    // Longer than the gateway's probes of a failing disk are apart.
    private static readonly TimeSpan TimeFull = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task A_full_disk_acknowledges_nothing_raises_the_alarm_and_recovers_by_itself_with_nothing_lost()
    {
        await using var disk = await SmallDisk.MountAsync();
        var folder = Path.Combine(disk.Path, "data");
        await using var gateway = new GatewayProcess();
        gateway.Set("DataDirectory", folder);
        var nodes = await BulkNodes.AddAsync(folder, NodeCount, gateway.BrokerPort);
        await gateway.StartAsync();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sending = BulkNodes.SendAsync(nodes, enough.Token);
        await Eventually.TrueAsync(() => Acknowledged() > 100, "frames are acknowledged", () => gateway.Output);

        // The last small room of log and database takes a frame now and then, rightly: that one is on disk. Then no more.
        await Eventually.TrueAsync(NothingIsTakenAsync, "the alarm is raised and nothing is acknowledged", () => gateway.Output);
        var whenFull = Acknowledged();
        var report = await gateway.HealthAsync();
        Assert.Contains(report!.Value.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("status").GetString() == "failed" && finding.GetProperty("part").GetString() == "storage");

        disk.MakeRoom();
        await Eventually.TrueAsync(() => Acknowledged() > whenFull + 100, "frames are acknowledged again", () => gateway.Output);
        await Eventually.TrueAsync(async () => await StatusAsync() != "failed", "the alarm ends", () => gateway.Output);

        await enough.CancelAsync();
        await sending;
        await gateway.StopAsync();
        await Integrity.AssertAsync(Path.Combine(folder, "gateway.db"));
        await BulkNodes.AssertAllAreStoredOnceAsync(folder, nodes);

        int Acknowledged() => nodes.Sum(entry => entry.Node.Acknowledged.Count);

        async Task<bool> NothingIsTakenAsync()
        {
            disk.Fill();
            var before = Acknowledged();
            await Task.Delay(TimeFull, TestContext.Current.CancellationToken);
            return await StatusAsync() == "failed" && Acknowledged() == before;
        }

        async Task<string?> StatusAsync() => (await gateway.HealthAsync())?.GetProperty("status").GetString();
    }
}
