using Jena.SensorNode.Gateway.Nodes.Keys;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Snapshots;

/// <summary>
/// Sees what another process changed (a command run beside the service): reads the registry's revision once a second.
/// The pace is the machine's own, not the service's clock, which a demonstration runs faster.
/// </summary>
internal sealed partial class RegistryWatcher(NodeDirectory directory, SecretBoxProvider secrets, ILogger<RegistryWatcher> log) : LastingService(log)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Opens the key file, or makes it at the first start: without the right one the service must not run.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        secrets.Get();
        directory.Refresh();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [RunAsync];

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                directory.Refresh();
            }
            catch (Exception problem) when (problem is SqliteException or RegistryException)
            {
                // The last good snapshot stays in force; the next tick tries again.
                Unreadable(log, problem.Message);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Registry could not be read again, the last one stays in force: {Reason}")]
    private static partial void Unreadable(ILogger logger, string reason);
}
