using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Commands.Maintenance;
using Jena.SensorNode.Gateway.Nodes.Keys;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>A backup on its way back, and what can go wrong on it.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly Cli _cli = new();

    private string Backup => Path.Combine(_cli.Folder, "copy.db");

    private string KeyPath => Path.Combine(_cli.Data, "node-keys.secret");

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Backup_of_another_key_file_is_refused_before_it_can_stop_the_service(bool isMissing)
    {
        await MakeAsync();
        File.Delete(KeyPath);
        if (!isMissing)
            KeyFile.ReadOrCreate(KeyPath);

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("restore", Backup));

        Assert.Contains($"{Backup}.secret {KeyPath}", _cli.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(StagedRestore.PathIn(_cli.Data)));
    }

    [Fact]
    public async Task New_machine_gets_key_file_and_backup_back()
    {
        await MakeAsync();
        Directory.Delete(_cli.Data, recursive: true);
        Directory.CreateDirectory(_cli.Data);
        File.Copy(Backup + ".secret", KeyPath);

        await _cli.JsonAsync("restore", Backup);
        StagedRestore.Apply(_cli.Data);

        Assert.Single((await _cli.JsonAsync("node", "list")).EnumerateArray());
    }

    [Fact]
    public async Task Same_backup_can_be_restored_again_and_again_and_every_state_before_is_kept()
    {
        await MakeAsync();
        var kept = new HashSet<string>();
        for (var round = 0; round < 3; round++)
        {
            await _cli.JsonAsync("restore", Backup);
            Assert.True(kept.Add(StagedRestore.Apply(_cli.Data)!));
        }

        Assert.All(kept, file => Assert.True(File.Exists(file)));
        Assert.Single((await _cli.JsonAsync("node", "list")).EnumerateArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Power_cut_between_two_moves_leaves_database_and_its_log_together(int movesBefore)
    {
        Directory.CreateDirectory(_cli.Data);
        var database = Path.Combine(_cli.Data, "gateway.db");
        string[] parts = ["", "-wal", "-shm"];
        foreach (var part in parts)
            File.WriteAllText(database + part, "old" + part);
        StagedRestore.Stage(_cli.Data, _cli.Write("new.db", "new"));
        var stagedAt = File.GetLastWriteTimeUtc(StagedRestore.PathIn(_cli.Data));
        foreach (var part in parts.Take(movesBefore))
            File.Move(database + part, $"{database}.before-restore-{stagedAt:yyyyMMdd-HHmmss}{part}");

        var kept = StagedRestore.Apply(_cli.Data);

        Assert.Equal("new", File.ReadAllText(database));
        Assert.All(parts, part => Assert.Equal("old" + part, File.ReadAllText(kept + part)));
        Assert.False(File.Exists(StagedRestore.PathIn(_cli.Data)) || File.Exists(database + "-wal"));
    }

    [Fact]
    public void Staged_copy_is_for_the_owner_alone_whatever_the_medium_says()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits");
            return;
        }

        var open = _cli.Write("open.db", "x");
        File.SetUnixFileMode(open, (UnixFileMode)0b110_100_100);

        StagedRestore.Stage(_cli.Data, open);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StagedRestore.PathIn(_cli.Data)));
    }

    [Fact]
    public void Staging_that_fails_leaves_nothing_half_done()
    {
        Assert.ThrowsAny<IOException>(() => StagedRestore.Stage(_cli.Data, Path.Combine(_cli.Folder, "gone.db")));

        Assert.Empty(Directory.GetFiles(_cli.Data));
        Assert.Null(StagedRestore.Apply(_cli.Data));
    }

    private async Task MakeAsync()
    {
        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("backup", Backup, "--with-key-file");
    }
}
