using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;
using Jena.SensorNode.Gateway.Operation.Restores;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Readings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Operation.Restores;

/// <summary>
/// What lies on the card after a power cut, with and without an older copy of the database put back before the service ran
/// again: the run in the file is the one of the mark in both cases.
/// </summary>
public sealed class PowerCutCopyTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestFolder _copy = new();
    private readonly TestFolder _cut = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _copy.Dispose();
        _cut.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // gateway.db alone: what is not yet folded into it is missing
    public async Task Copy_put_back_after_a_power_cut_is_told_with_what_is_missing(bool withLog)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        RegisteredNode node;
        await using (var gateway = await StartAsync(_folder, time))
        {
            node = await gateway.AddNodeAsync();
            await AppendAsync(gateway, node, 0, 20);
            Checkpoint(gateway);
            Copy(_folder, _copy, withLog);
            await AppendAsync(gateway, node, 20, 30);
            await HourAsync(gateway, time, 50);
            await AppendAsync(gateway, node, 50, 5);
            Copy(_folder, _cut, withLog: true);
        }

        PutBack(withLog);

        await using (var older = await StartAsync(_cut))
        {
            Assert.Equal(20, older.Get<IReadingStore>().LastSequence);
            Assert.Contains("at least 30 samples", Assert.Single(Restores(older)).Detail, StringComparison.Ordinal);
            Assert.Contains(await older.FindingsAsync(), finding => finding.Contains("älterer Stand der Datenbank", StringComparison.Ordinal));
            var floor = (await older.Get<Provisioner>().ProvisionAsync(new ProvisioningRequest(node.NodeId, "gw", 1883), Cancellation)).BootFloor;
            Assert.True(floor > RestoreRecognition.BootMargin, $"{floor}");
        }

        await using var again = await StartAsync(_cut);
        Assert.Equal(1, Assert.Single(Restores(again)).Count);
    }

    [Fact]
    public async Task Copy_of_before_a_change_of_the_registry_alone_is_told()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using (var gateway = await StartAsync(_folder, time))
        {
            var node = await gateway.AddNodeAsync();
            await AppendAsync(gateway, node, 0, 20);
            Copy(_folder, _copy, withLog: true);
            await gateway.AddNodeAsync();
            await HourAsync(gateway, time, 20);
            Copy(_folder, _cut, withLog: true);
        }

        PutBack(withLog: true);

        await using var older = await StartAsync(_cut);
        Assert.Single(Restores(older));
    }

    [Theory]
    [InlineData(null, "keep")]
    [InlineData("keep", null)]
    [InlineData("", "keep")]
    [InlineData("keep", "")]
    [InlineData("\0\0\0\0", "keep")]
    [InlineData("keep", "\0\0\0\0")]
    [InlineData("keep", "keep")]
    public async Task Power_cut_accuses_nobody_also_where_it_took_one_of_the_marks(string? run, string? reach)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using (var gateway = await StartAsync(_folder, time))
        {
            var node = await gateway.AddNodeAsync();
            await AppendAsync(gateway, node, 0, 20);
            await HourAsync(gateway, time, 20);
            await AppendAsync(gateway, node, 20, 20);
            Copy(_folder, _cut, withLog: true);
        }

        Damage("gateway.run", run);
        Damage("gateway.reach", reach);

        await using (var after = await StartAsync(_cut))
            Assert.Empty(Restores(after));
        await using var again = await StartAsync(_cut);
        Assert.Empty(Restores(again));
    }

    [Fact]
    public async Task Database_without_any_mark_was_brought_from_elsewhere()
    {
        await using (var gateway = await StartAsync(_folder))
        {
            await gateway.AddNodeAsync();
            Copy(_folder, _cut, withLog: true);
        }

        Damage("gateway.run", null);
        Damage("gateway.reach", "???");

        await using (var brought = await StartAsync(_cut))
            Assert.Single(Restores(brought));
        await using var again = await StartAsync(_cut);
        Assert.Equal(1, Assert.Single(Restores(again)).Count);
    }

    [Fact]
    public async Task Restore_that_was_told_is_still_told_when_power_goes_a_moment_later()
    {
        await using (var gateway = await StartAsync(_folder))
        {
            await gateway.AddNodeAsync();
            Copy(_folder, _copy, withLog: true);
        }

        File.Delete(_copy.File("gateway.run"));
        File.Delete(_copy.File("gateway.reach"));
        await using (var older = await StartAsync(_copy))
            Copy(_copy, _cut, withLog: true);

        await using var again = await StartAsync(_cut);
        Assert.Equal(1, Assert.Single(Restores(again)).Count);
    }

    [Fact]
    public async Task Disk_that_fails_at_the_start_only_puts_off_what_follows_from_the_restore()
    {
        RegisteredNode node;
        await using (var gateway = await StartAsync(_folder))
        {
            node = await gateway.AddNodeAsync();
            Copy(_folder, _copy, withLog: true);
        }

        File.Delete(_copy.File("gateway.run"));
        File.Delete(_copy.File("gateway.reach"));
        uint before;
        await using (var older = await RunningGateway.StartAsync(
            configure: builder => builder.Services.AddHostedService<FailingCard>(),
            dataDirectory: _copy.Path))
        {
            Assert.Single(Restores(older));
            before = Floor(_copy, node);
            Assert.True(before < RestoreRecognition.BootMargin, "the write failed");
        }

        Assert.Equal(before + RestoreRecognition.BootMargin, Floor(_copy, node));
        await using var again = await StartAsync(_copy);
        Assert.Equal(1, Assert.Single(Restores(again)).Count);
        Assert.Equal(before + RestoreRecognition.BootMargin, Floor(_copy, node));
    }

    [Fact]
    public async Task Quiet_hours_write_nothing_to_the_card()
    {
        await using var gateway = await StartAsync(_folder);
        var node = await gateway.AddNodeAsync();
        await AppendAsync(gateway, node, 0, 20);
        var (keeper, mark) = (gateway.Get<ReachKeeper>(), gateway.Get<LifeMark>());
        keeper.Note();
        var noted = mark.ReadReach();
        File.SetLastWriteTimeUtc(mark.ReachPath, DateTime.UnixEpoch);

        keeper.Note();
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(mark.ReachPath));

        await AppendAsync(gateway, node, 20, 1);
        keeper.Note();
        Assert.Equal(noted! with { Sequence = 21 }, mark.ReadReach());
    }

    private static Task<RunningGateway> StartAsync(TestFolder folder, TimeProvider? time = null) => RunningGateway.StartAsync(
        configure: builder =>
        {
            if (time is not null)
                builder.Services.AddSingleton(time);
        },
        dataDirectory: folder.Path);

    private static Task<int> AppendAsync(RunningGateway gateway, RegisteredNode node, uint first, int count) =>
        gateway.Get<IReadingStore>().AppendAsync(TestBatches.Make(device: node.DeviceId, first: first, count: count), Cancellation);

    /// <summary>Lets an hour pass, so that the gateway notes by itself how far it is.</summary>
    private static async Task HourAsync(RunningGateway gateway, FakeTimeProvider time, long sequence)
    {
        var revision = gateway.Get<ReachKeeper>().Now().Revision;
        time.Advance(ReachKeeper.Interval);
        await Eventually.TrueAsync(() => gateway.Get<LifeMark>().ReadReach() is { } noted && noted.Sequence == sequence && noted.Revision == revision, "the reach is noted");
    }

    /// <summary>Folds the write-ahead log into the file, as happens every few megabytes.</summary>
    private static void Checkpoint(RunningGateway gateway)
    {
        using var connection = gateway.Get<Database>().OpenWriter();
        connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static void Copy(TestFolder from, TestFolder to, bool withLog)
    {
        string[] parts = withLog ? ["gateway.db", "gateway.db-wal"] : ["gateway.db"];
        foreach (var part in parts.Concat(["gateway.run", "gateway.reach", "node-keys.secret"]).Where(part => File.Exists(from.File(part))))
            File.Copy(from.File(part), to.File(part), overwrite: true);
    }

    private void PutBack(bool withLog)
    {
        File.Delete(_cut.File("gateway.db-wal"));
        File.Copy(_copy.File("gateway.db"), _cut.File("gateway.db"), overwrite: true);
        if (withLog)
            File.Copy(_copy.File("gateway.db-wal"), _cut.File("gateway.db-wal"));
    }

    private void Damage(string name, string? content)
    {
        if (content is null)
            File.Delete(_cut.File(name));
        else if (content != "keep")
            File.WriteAllText(_cut.File(name), content);
    }

    private static uint Floor(TestFolder folder, RegisteredNode node)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File("gateway.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return (uint)connection.Scalar<long>("SELECT boot_floor FROM node WHERE device_id = $device", ("$device", node.DeviceId));
    }

    private static List<Incident> Restores(RunningGateway gateway) =>
        [.. gateway.Get<IncidentBook>().All.Where(incident => incident.Kind == IncidentKind.DatabaseRestored)];

    /// <summary>The next change of a node fails as on a card that turned read-only; the one after it works.</summary>
    private sealed class FailingCard(DatabaseWriter writer) : IHostedLifecycleService
    {
        private const int ReadOnly = 8;

        public Task StartingAsync(CancellationToken cancellationToken) => writer.WriteAsync(
            connection =>
            {
                connection.CreateFunction<long>("card", () => throw new SqliteException("read-only", ReadOnly));
                connection.Run("CREATE TEMP TRIGGER failing BEFORE UPDATE ON node BEGIN SELECT card(); END");
            },
            cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
