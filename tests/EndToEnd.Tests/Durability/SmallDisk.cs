using Jena.SensorNode.EndToEnd.Tests.Parts;

namespace Jena.SensorNode.EndToEnd.Tests.Durability;

/// <summary>A disk of a few megabytes that can be filled to the last byte; the test skips where it may not be mounted.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabytes = 24;
    private readonly TempFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => _folder.Path;

    private string Filler => _folder.File("filler");

    public static async Task<SmallDisk> MountAsync()
    {
        var disk = new SmallDisk();
        var mount = Repository.Program("mount", "/usr/bin/mount", "/bin/mount");
        await using var process = new ChildProgram(mount, ["-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", disk.Path]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(process.ExitCode == 0, $"needs the right to mount a small disk, e.g. run as root: {process.Output}");
        return disk;
    }

    /// <summary>Writes until nothing more goes in.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                filler.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full: that is what was wanted.
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await using (var process = new ChildProgram("umount", ["-l", Path]))
            await process.WaitForExitAsync();
        _folder.Dispose();
    }
}
