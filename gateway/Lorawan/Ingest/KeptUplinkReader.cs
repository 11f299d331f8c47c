using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>Reads kept messages again at the start (a new version may know their device) and whenever the registry changes.</summary>
internal sealed partial class KeptUplinkReader(UplinkIngest ingest, Database database, INodeDirectory directory, TimeProvider time, ILogger<KeptUplinkReader> log) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = new SemaphoreSlim(1);
        void Wake() => _ = changed.CurrentCount == 0 ? changed.Release() : 0;
        directory.Changed += Wake;
        try
        {
            while (true)
            {
                await changed.WaitAsync(stoppingToken);
                await ReadAsync(stoppingToken);

                // A list of sensors changes the registry many times in a row.
                await Task.Delay(Rest, time, stoppingToken);
            }
        }
        finally
        {
            directory.Changed -= Wake;
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var count = await ingest.ReadKeptAsync(database, cancellation);
            if (count > 0)
                LogRead(count);
        }
        catch (StorageUnavailableException)
        {
            // The messages stay; the next change or start tries again.
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} kept messages of foreign devices have values now.")]
    private partial void LogRead(int count);
}
