using System.Diagnostics;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Storage;

/// <summary>A file system of 3 MB that is really full. Needs the right to mount one.</summary>
public sealed class FullDiskTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly bool _isMounted;

    public FullDiskTests() => _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", _folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        if (_isMounted)
            Run("umount", "-l", _folder.Path);
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_acknowledged_the_alarm_is_raised_and_all_goes_on_by_itself_when_there_is_room(bool settles)
    {
        if (!_isMounted)
            Assert.Skip("No right to mount a small file system here (needs root).");
        await using var store = new StoreUnderTest(_folder.File("gateway.db"));
        await store.Store.AppendAsync(TestBatches.Make(first: 0, count: 60), Cancellation);
        var filler = _folder.File("filler");
        var free = new DriveInfo(_folder.Path).AvailableFreeSpace;
        await File.WriteAllBytesAsync(filler, new byte[free - (300 * 1024)], Cancellation);

        uint first = 60;
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            for (; first < 200_000; first += 60)
            {
                await store.Store.AppendAsync(TestBatches.Make(first: first, count: 60), Cancellation);
                if (settles)
                    await store.Settler.SettleAsync(Cancellation);
            }
        });
        Assert.True(store.Writer.State.IsFailing);
        var acknowledged = store.Store.LastSequence;
        // Still full: still refused, and still readable.
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            for (uint more = 0; more < 2000; more++)
                await store.Store.AppendAsync(TestBatches.Make(device: 2, first: more * 60, count: 60), Cancellation);
        });
        Assert.Equal(acknowledged, Count(store, device: 1));

        File.Delete(filler);
        await Eventually.TrueAsync(() => !store.Writer.State.IsFailing, "the writer recovers by itself");
        Assert.InRange(await store.Store.AppendAsync(TestBatches.Make(first: first, count: 60), Cancellation), 0, 60);
        await store.Settler.SettleAsync(Cancellation);
        await store.ReopenAsync();
        Assert.Equal(Count(store, 1) + Count(store, 2), StoredFile.Samples(store.Path).DistinctBy(sample => sample.Identity).Count());
        Assert.Equal(Enumerable.Range(0, (int)(first + 60)).Select(counter => (uint)counter), store.Store.Read(1, 0, long.MaxValue).Select(sample => sample.Identity.Counter));
    }

    private static int Count(StoreUnderTest store, int device) => store.Store.Read(device, 0, long.MaxValue).Count();

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
