using Jena.SensorNode.Gateway.Commands.Maintenance;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;
using Jena.SensorNode.Gateway.Operation.Restores;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Commands;
using Jena.SensorNode.Gateway.Tests.Ingest;

namespace Jena.SensorNode.Gateway.Tests.Operation.Restores;

/// <summary>What happens after an older database took the place of the one that ran.</summary>
public sealed class RestoredGatewayTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Database => _folder.File("gateway.db");

    private string Backup => _folder.File("backup.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Frames_since_the_backup_come_again_as_new_and_older_ones_are_known(bool byCommand)
    {
        RegisteredNode node;
        await using (var gateway = await StartAsync())
        {
            node = await gateway.AddNodeAsync();
            await SendAsync(gateway, node, 0, 10);
            if (byCommand)
                await BackUpAsync();
        }

        if (!byCommand)
            File.Copy(Database, Backup);
        await using (var gateway = await StartAsync())
            await SendAsync(gateway, node, 10, 10);

        Restore(byCommand);

        await using var restored = await StartAsync();
        var before = restored.Get<IReadingStore>().Streams(node.DeviceId).SelectMany(stream => stream.Ranges).Sum(range => (long)range.Last - range.First + 1);
        Assert.Equal(10, before);
        await SendAsync(restored, node, 10, 10);
        await SendAsync(restored, node, 0, 10);
        var stream = Assert.Single(restored.Get<IReadingStore>().Streams(node.DeviceId));
        Assert.Equal(0, stream.Key.Incarnation);
        Assert.Equal((0u, 19u), Assert.Single(stream.Ranges));
        Assert.Equal(20, restored.Get<IReadingStore>().LastSequence);
    }

    [Fact]
    public async Task Restored_backup_is_shown_once_and_boot_floors_get_a_margin()
    {
        RegisteredNode node;
        await using (var gateway = await StartAsync())
        {
            node = await gateway.AddNodeAsync();
            Assert.Equal(2u, (await ProvisionAsync(gateway, node)).BootFloor);
            await BackUpAsync();
            Assert.Equal(3u, (await ProvisionAsync(gateway, node)).BootFloor);
            Assert.Empty(Restores(gateway));
        }

        Restore(byCommand: true);

        await using (var restored = await StartAsync())
        {
            Assert.Equal(1, Assert.Single(Restores(restored)).Count);
            Assert.Equal(2u + RestoreRecognition.BootMargin + 1, (await ProvisionAsync(restored, node)).BootFloor);
        }

        await using var again = await StartAsync();
        Assert.Equal(1, Assert.Single(Restores(again)).Count);
        Assert.Equal(2u + RestoreRecognition.BootMargin + 2, (await ProvisionAsync(again, node)).BootFloor);
    }

    [Fact]
    public async Task Older_file_copied_by_hand_is_recognised_and_the_present_one_is_not()
    {
        await using (var gateway = await StartAsync())
            await gateway.AddNodeAsync();
        File.Copy(Database, Backup);
        await using (var gateway = await StartAsync())
            Assert.Empty(Restores(gateway));

        File.Copy(Backup, Database, overwrite: true);

        await using var older = await StartAsync();
        Assert.Single(Restores(older));
    }

    [Fact]
    public async Task Gateway_moved_with_its_whole_folder_is_no_restore()
    {
        await using (var gateway = await StartAsync())
            await gateway.AddNodeAsync();
        using var other = new TestFolder();
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.Copy(file, other.File(Path.GetFileName(file)));

        await using var moved = await RunningGateway.StartAsync(dataDirectory: other.Path);
        Assert.Empty(Restores(moved));
    }

    [Fact]
    public async Task Backup_taken_while_everything_writes_holds_all_that_was_acknowledged_before_it()
    {
        const int Devices = 8;
        var acknowledged = new uint[Devices];
        uint[] before;
        await using (var gateway = await StartAsync())
        {
            var store = gateway.Get<IReadingStore>();
            using var stop = new CancellationTokenSource();
            var writing = Enumerable.Range(0, Devices).Select(index => Task.Run(async () =>
            {
                for (uint first = 0; !stop.IsCancellationRequested; first += 10)
                {
                    await store.AppendAsync(Tests.Readings.TestBatches.Make(device: index + 1, first: first, count: 10, channels: 2), TestContext.Current.CancellationToken);
                    Volatile.Write(ref acknowledged[index], first + 10);
                }
            })).ToArray();
            await Eventually.TrueAsync(() => Enumerable.Range(0, Devices).All(index => Volatile.Read(ref acknowledged[index]) > 100), "all write");

            before = [.. Enumerable.Range(0, Devices).Select(index => Volatile.Read(ref acknowledged[index]))];
            await BackUpAsync();
            var after = Volatile.Read(ref acknowledged[0]);
            await Eventually.TrueAsync(() => Volatile.Read(ref acknowledged[0]) > after, "writing goes on after the backup");
            await stop.CancelAsync();
            await Task.WhenAll(writing);
        }

        Restore(byCommand: true);

        await using var restored = await StartAsync();
        for (var index = 0; index < Devices; index++)
        {
            // One range without gap, at least as long as what was acknowledged: a backup is one state, not a smear of several.
            var range = Assert.Single(Assert.Single(restored.Get<IReadingStore>().Streams(index + 1)).Ranges);
            Assert.Equal(0u, range.First);
            Assert.True(range.Last + 1 >= before[index], $"device {index + 1}: {range.Last + 1} of {before[index]}");
            Assert.Equal(range.Last + 1, (uint)restored.Get<IReadingStore>().Read(index + 1, 0, long.MaxValue).Select(sample => sample.Identity.Counter).Distinct().Count());
        }
    }

    private Task<RunningGateway> StartAsync() => RunningGateway.StartAsync(dataDirectory: _folder.Path);

    private async Task BackUpAsync()
    {
        using var cli = new Cli(_folder.Path);
        await cli.JsonAsync("backup", Backup);
    }

    private void Restore(bool byCommand)
    {
        if (byCommand)
        {
            StagedRestore.Stage(_folder.Path, Backup);
            Assert.NotNull(StagedRestore.Apply(_folder.Path));
        }
        else
        {
            File.Delete(Database + "-wal");
            File.Delete(Database + "-shm");
            File.Copy(Backup, Database, overwrite: true);
        }
    }

    private static async Task SendAsync(RunningGateway gateway, RegisteredNode node, uint first, int count)
    {
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node);
        Assert.True((await wire.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, first, 900 * (first + 1), count, layout: node.Layout.Id, value: 2000 + (int)first))).IsSuccess);
    }

    private static Task<ProvisionedNode> ProvisionAsync(RunningGateway gateway, RegisteredNode node) =>
        gateway.Get<Provisioner>().ProvisionAsync(new ProvisioningRequest(node.NodeId, "gw", 1883), TestContext.Current.CancellationToken);

    private static List<Incident> Restores(RunningGateway gateway) =>
        [.. gateway.Get<IncidentBook>().All.Where(incident => incident.Kind == IncidentKind.DatabaseRestored)];
}
