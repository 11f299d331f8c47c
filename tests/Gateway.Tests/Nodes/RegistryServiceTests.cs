using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Commands.Maintenance;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class RegistryServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Running_service_sees_what_a_command_changed()
    {
        await using var service = new TestRegistry();
        var watcher = service.Get<IEnumerable<IHostedService>>().OfType<RegistryWatcher>().Single();
        await watcher.StartAsync(TestRegistry.Cancellation);
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        service.Directory.Changed += changed.SetResult;
        await using var command = new TestRegistry(service.Folder);

        var node = await command.AddNodeAsync();

        await changed.Task.WaitAsync(Patience, TestRegistry.Cancellation);
        Assert.NotNull(service.Directory.Find(node.NodeId));
        await watcher.StopAsync(TestRegistry.Cancellation);
    }

    [Fact]
    public async Task First_start_makes_the_key_file()
    {
        await using var service = new TestRegistry();
        var watcher = service.Get<IEnumerable<IHostedService>>().OfType<RegistryWatcher>().Single();

        await watcher.StartAsync(TestRegistry.Cancellation);

        Assert.True(File.Exists(service.KeyFilePath));
        await watcher.StopAsync(TestRegistry.Cancellation);
    }

    [Fact]
    public async Task Start_without_the_right_key_file_is_refused()
    {
        await using var service = new TestRegistry();
        await service.AddNodeAsync();
        File.Delete(service.KeyFilePath);
        await using var restarted = new TestRegistry(service.Folder);
        var watcher = restarted.Get<IEnumerable<IHostedService>>().OfType<RegistryWatcher>().Single();

        await Assert.ThrowsAsync<RegistryException>(() => watcher.StartAsync(TestRegistry.Cancellation));
    }

    [Fact]
    public async Task Registry_prepared_is_there_for_the_first_who_asks()
    {
        await using var before = new TestRegistry();
        var node = await before.AddNodeAsync();
        await using var restarted = new TestRegistry(before.Folder);

        restarted.Directory.Prepare();

        Assert.Equal(node.Key, restarted.Directory.Find(node.NodeId)!.Key);
        Assert.Equal(2, restarted.Directory.Describe(node.DeviceId)!.Probes.Count);
    }

    [Fact]
    public async Task What_goes_wrong_while_preparing_is_told_to_the_first_who_asks()
    {
        await using var before = new TestRegistry();
        await before.AddNodeAsync();
        File.Delete(before.KeyFilePath);
        await using var restarted = new TestRegistry(before.Folder);
        restarted.Directory.Prepare();
        var watcher = restarted.Get<IEnumerable<IHostedService>>().OfType<RegistryWatcher>().Single();

        await Assert.ThrowsAsync<RegistryException>(() => watcher.StartAsync(TestRegistry.Cancellation));
    }

    [Fact]
    public async Task Directory_given_up_while_it_prepares_leaves_no_file_open()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "Open files are listed by Linux alone.");
        var folder = Directory.CreateTempSubdirectory("registry-").FullName;
        await using (var before = new TestRegistry(folder))
            await before.AddNodeAsync();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await using var restarted = new TestRegistry(folder);
            restarted.Directory.Prepare();
        }

        Assert.Equal(0, OpenFiles(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Service_ends_when_a_backup_is_laid_ready()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"restore-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        var lifetime = new Lifetime();
        using var watcher = new RestoreWatcher(
            new StorageOptions { DataDirectory = folder }, lifetime, NullLogger<RestoreWatcher>.Instance);
        await watcher.StartAsync(TestRegistry.Cancellation);
        var backup = Path.Combine(folder, "backup.db");
        await File.WriteAllTextAsync(backup, "x", TestRegistry.Cancellation);

        StagedRestore.Stage(folder, backup);

        await lifetime.Stopped.Task.WaitAsync(Patience, TestRegistry.Cancellation);
        await watcher.StopAsync(TestRegistry.Cancellation);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, "run")]
    [InlineData(true, "run", "--Gateway:Broker:Port=0")]
    [InlineData(true, "--Gateway:Broker:Port=0")]
    [InlineData(false, "run", "--help")]
    [InlineData(false, "--help")]
    [InlineData(false, "node", "list")]
    [InlineData(false, "node", "settings", "set", "1", "--Gateway:x=1")]
    public void Service_is_meant_by_no_verb_or_run(bool isMeant, params string[] args) => Assert.Equal(isMeant, RunCommand.IsMeant(args));

    [Fact]
    public async Task Service_with_a_wrong_setting_names_it_and_ends()
    {
        using var error = new StringWriter();
        var io = new CommandIo(TextWriter.Null, error, TextReader.Null);

        var code = await RunCommand.RunAsync(["run", "--Gateway:WriteQueueLength=1"], io, TestRegistry.Cancellation);

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("Gateway:WriteQueueLength", error.ToString(), StringComparison.Ordinal);
    }

    private static int OpenFiles(string folder) => Directory.GetFiles("/proc/self/fd").Count(link =>
    {
        try
        {
            return new FileInfo(link).LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Another test has closed it meanwhile.
            return false;
        }
    });

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => Stopped.TrySetResult();
    }
}
