using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Commands.Maintenance;
using Jena.SensorNode.Gateway.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class MaintenanceCommandsTests : IDisposable
{
    private readonly Cli _cli = new();

    private string Backup => Path.Combine(_cli.Folder, "backup.db");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Backup_is_made_while_a_gateway_has_the_database_open_and_restored_at_the_next_start()
    {
        await _cli.JsonAsync("node", "add");
        await using (var running = _cli.Gateway())
        {
            Assert.NotNull(running.Services.GetRequiredService<INodeDirectory>().Find(1));
            await _cli.JsonAsync("backup", Backup);
        }

        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("restore", Backup);
        Assert.Equal(2, (await _cli.JsonAsync("node", "list")).GetArrayLength());

        var kept = StagedRestore.Apply(_cli.Data);

        Assert.Single((await _cli.JsonAsync("node", "list")).EnumerateArray());
        Assert.True(File.Exists(kept));
        Assert.Null(StagedRestore.Apply(_cli.Data));
    }

    [Fact]
    public async Task Backup_holds_no_key_file_unless_asked()
    {
        await _cli.JsonAsync("node", "add");

        await _cli.JsonAsync("backup", Backup);
        Assert.False(File.Exists(Backup + ".secret"));

        await _cli.JsonAsync("backup", Backup, "--with-key-file");
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(_cli.Data, "node-keys.secret"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(Backup + ".secret", TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup + ".secret"));
        }
    }

    [Fact]
    public async Task What_is_no_backup_is_refused_and_nothing_is_staged()
    {
        await _cli.JsonAsync("node", "add");

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("restore", _cli.Write("letter.txt", "Sehr geehrte Damen und Herren, hier ist keine Sicherung.")));
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("restore", Path.Combine(_cli.Folder, "missing.db")));

        Assert.False(File.Exists(StagedRestore.PathIn(_cli.Data)));
    }

    [Theory]
    [InlineData("gateway.db")]
    [InlineData("gateway.db-wal")]
    [InlineData("gateway.db.restore")]
    [InlineData("gateway.run")]
    [InlineData("node-keys.secret")]
    [InlineData("../link/gateway.db")]
    public async Task Backup_never_takes_the_place_of_what_the_service_works_with(string name)
    {
        await _cli.JsonAsync("node", "add");
        Directory.CreateSymbolicLink(Path.Combine(_cli.Folder, "link"), _cli.Data);
        await using var running = _cli.Gateway();
        var before = Directory.GetFiles(_cli.Data).ToDictionary(file => file, file => new FileInfo(file).Length);

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("backup", Path.Combine(_cli.Data, name)));

        Assert.Contains("gehört dem Dienst", _cli.Error, StringComparison.Ordinal);
        Assert.All(before, file => Assert.Equal(file.Value, new FileInfo(file.Key).Length));
        Assert.DoesNotContain(Directory.GetFiles(_cli.Data), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copy_made_by_hand_is_restored_with_the_commits_that_only_its_log_has()
    {
        await _cli.JsonAsync("node", "add");
        await using (var running = _cli.Gateway())
        {
            Assert.NotNull(running.Services.GetRequiredService<INodeDirectory>().Find(1));
            await _cli.JsonAsync("node", "add");
            foreach (var part in (string[])["", "-wal"])
                File.Copy(Path.Combine(_cli.Data, "gateway.db" + part), Backup + part);
        }

        Assert.NotEqual(0, new FileInfo(Backup + "-wal").Length);
        await _cli.JsonAsync("node", "add");

        await _cli.JsonAsync("restore", Backup);
        StagedRestore.Apply(_cli.Data);

        Assert.Equal(2, (await _cli.JsonAsync("node", "list")).GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE dashboard(id INTEGER);")]
    [InlineData("CREATE TABLE migration(number INTEGER, name TEXT);")]
    [InlineData("CREATE TABLE migration(number TEXT, name TEXT); INSERT INTO migration VALUES('x', 'y');")]
    [InlineData("CREATE TABLE migration(number INTEGER, name TEXT); INSERT INTO migration VALUES(999999, 'y');")]
    public async Task Database_of_another_program_is_refused_in_words(string schema)
    {
        await _cli.JsonAsync("node", "add");
        using (var foreign = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Backup};Pooling=False"))
        {
            foreign.Open();
            using var command = foreign.CreateCommand();
            command.CommandText = schema + "PRAGMA user_version = 7;";
            command.ExecuteNonQuery();
        }

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("restore", Backup));

        Assert.Contains(Backup, _cli.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(StagedRestore.PathIn(_cli.Data)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(99)]
    public async Task Backup_cut_off_on_its_way_is_refused(int percent)
    {
        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("backup", Backup);
        using (var stream = new FileStream(Backup, FileMode.Open, FileAccess.Write))
            stream.SetLength(stream.Length * percent / 100);

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("restore", Backup));

        Assert.Contains(Backup, _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_backup_is_refused()
    {
        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("backup", Backup);
        using (var stream = new FileStream(Backup, FileMode.Open, FileAccess.Write))
        {
            stream.Position = stream.Length / 2;
            stream.Write(new byte[stream.Length / 4]);
        }

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("restore", Backup));
    }

    [Fact]
    public async Task Steps_are_taken_back_and_made_again()
    {
        await _cli.JsonAsync("node", "add");

        var taken = await _cli.JsonAsync("database", "downgrade", "201");

        Assert.Equal(201, Assert.Single(taken.EnumerateArray()).GetProperty("number").GetInt32());
        Assert.Single((await _cli.JsonAsync("node", "list")).EnumerateArray());
    }

    [Fact]
    public async Task Resend_is_ordered_for_a_configured_sink_only()
    {
        _cli.Settings["Gateway:Sinks:0:Name"] = "stadt";
        _cli.Settings["Gateway:Sinks:0:Host"] = "broker.example";
        _cli.Settings["Gateway:Sinks:0:Topic"] = "jena/{id}";
        await _cli.JsonAsync("node", "add");

        var order = await _cli.JsonAsync("sink", "resend", "stadt", "--from", "2026-04-01", "--to", "2026-04-02", "--device", "1");

        Assert.True(order.GetProperty("order").GetInt64() > 0);
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("sink", "resend", "land", "--from", "2026-04-01", "--to", "2026-04-02"));
        Assert.Contains("stadt", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("sink", "resend", "stadt", "--from", "2026-04-03", "--to", "2026-04-02"));
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("sink", "resend", "stadt", "--from", "2026-04-01", "--to", "2026-04-02", "--device", "9"));
    }

    [Fact]
    public async Task Wrong_setting_is_named_by_every_command()
    {
        await _cli.JsonAsync("node", "add");
        _cli.Settings["Gateway:WriteQueueLength"] = "1";

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "list"));

        Assert.Contains("Gateway:WriteQueueLength", _cli.Error, StringComparison.Ordinal);
    }
}
