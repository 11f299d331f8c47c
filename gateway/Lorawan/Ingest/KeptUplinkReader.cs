using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>
/// Reads kept messages again at the start (a new version may know their device), whenever the registry changes, and when the
/// clock becomes set or is put right.
/// </summary>
internal sealed partial class KeptUplinkReader(
    UplinkIngest ingest, Database database, GatewayClock clock, INodeDirectory directory, TimeProvider time, ILogger<KeptUplinkReader> log) : LastingService(log)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [RunAsync];

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        using var changed = new SemaphoreSlim(1);
        void Wake() => _ = changed.CurrentCount == 0 ? changed.Release() : 0;
        void Set(ClockCorrection correction) => Wake();

        directory.Changed += Wake;
        clock.BecameTrusted += Set;
        clock.PutRight += Set;
        try
        {
            while (true)
            {
                await changed.WaitAsync(stoppingToken);
                if (!await ReadAsync(stoppingToken))
                    Wake();

                // A list of sensors changes the registry many times in a row.
                await Task.Delay(Rest, time, stoppingToken);
            }
        }
        finally
        {
            directory.Changed -= Wake;
            clock.BecameTrusted -= Set;
            clock.PutRight -= Set;
        }
    }

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var count = await ingest.ReadKeptAsync(database, cancellation);
            if (count > 0)
                LogRead(count);
            return true;
        }
        catch (Exception exception) when (exception is StorageUnavailableException or SqliteException)
        {
            // The messages stay, and are tried again after the rest.
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} kept messages of foreign devices have values now.")]
    private partial void LogRead(int count);
}
