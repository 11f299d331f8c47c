using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>Ends the service when a backup was laid ready, so that it starts again with it.</summary>
internal sealed partial class RestoreWatcher(StorageOptions options, IHostApplicationLifetime lifetime, ILogger<RestoreWatcher> log) : LastingService(log)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [RunAsync];

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        // A person waits for it: the machine's own pace, not the service's clock.
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (File.Exists(StagedRestore.PathIn(options.DataDirectory)))
            {
                Stopping(log);
                lifetime.StopApplication();
                return;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A backup waits to be restored: the service ends and takes it at its next start")]
    private static partial void Stopping(ILogger logger);
}
