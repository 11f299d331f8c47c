using System.Diagnostics;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>A stick that is too small for what a command writes to it. Needs the right to mount one.</summary>
public sealed class FullTargetTests : IAsyncLifetime
{
    private const string Kept = "vom letzten Mal";
    private readonly Cli _cli = new();
    private readonly bool _isMounted;

    public FullTargetTests()
    {
        Directory.CreateDirectory(Stick);
        _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", Stick);
    }

    private string Stick => Path.Combine(_cli.Folder, "stick");

    public async ValueTask InitializeAsync()
    {
        if (!_isMounted)
            Assert.Skip("No right to mount a small file system here (needs root).");
        for (var node = 0; node < 40; node++)
            await _cli.JsonAsync("node", "add");
        var readings = Enumerable.Range(0, 60).Select(index => (2000 + (index % 7), 200 + (index % 5), ChannelFault.None)).ToArray();
        await using var gateway = _cli.Gateway();
        for (uint batch = 0; batch < 40; batch++)
            await StoredReadings.AddAsync(gateway.Services, 1, new SampleIdentity(0, 3, 0, batch * 60), DateTimeOffset.UtcNow.AddHours(-batch * 15.0), readings);
    }

    public ValueTask DisposeAsync()
    {
        if (_isMounted)
            Run("umount", "-l", Stick);
        _cli.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("backup", "{stick}/out")]
    [InlineData("backup", "{stick}/out", "--with-key-file")]
    [InlineData("readings", "export", "-o", "{stick}/out")]
    [InlineData("readings", "export", "--format", "csv-de", "-o", "{stick}/out")]
    [InlineData("readings", "export", "--format", "parquet", "-o", "{stick}/out")]
    [InlineData("node", "labels", "-o", "{stick}/out")]
    public async Task What_does_not_fit_is_told_of_that_place_and_leaves_there_what_was(params string[] args)
    {
        var target = Path.Combine(Stick, "out");
        await File.WriteAllTextAsync(target, Kept, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync([.. args.Select(word => word.Replace("{stick}", Stick, StringComparison.Ordinal))]));

        Assert.Contains(Stick, _cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_cli.Data, _cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _cli.Error, StringComparison.Ordinal);
        Assert.Equal([target], Directory.GetFiles(Stick));
        Assert.Equal(Kept, await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Files_of_a_node_that_do_not_fit_are_told()
    {
        await File.WriteAllBytesAsync(Path.Combine(Stick, "filler"), new byte[new DriveInfo(Stick).AvailableFreeSpace], TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "provision", "1", "--host", "gw", "-o", Path.Combine(Stick, "knoten")));

        Assert.Contains(Stick, _cli.Error, StringComparison.Ordinal);
        Assert.Equal("", _cli.Output);
        Assert.All(Directory.GetFiles(Path.Combine(Stick, "knoten")), file => Assert.NotEqual(0, new FileInfo(file).Length));
    }

    [Theory]
    [InlineData("node", "add")]
    [InlineData("node", "rotate-key", "1")]
    [InlineData("site", "list")]
    [InlineData("doctor")]
    public async Task Full_disk_of_the_gateway_asks_for_room_and_not_for_another_card(params string[] args)
    {
        var data = Path.Combine(_cli.Folder, "small");
        Directory.CreateDirectory(data);
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", data), "No right to mount.");
        try
        {
            using var cli = new Cli(data);
            await cli.JsonAsync("node", "add");
            await File.WriteAllBytesAsync(Path.Combine(data, "filler"), new byte[new DriveInfo(data).AvailableFreeSpace], TestContext.Current.CancellationToken);

            Assert.Equal(ExitCodes.Failed, await cli.RunAsync(args));

            Assert.Contains("Platz schaffen", cli.Output + cli.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("restore", cli.Output + cli.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("chown", cli.Output + cli.Error, StringComparison.Ordinal);
        }
        finally
        {
            Run("umount", "-l", data);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
