using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.Hosting.Systemd;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>
/// Tells systemd that the service is alive, at half the interval it asks for. A full disk is no reason to be restarted; a
/// writer that stopped working through its queue is.
/// </summary>
internal sealed class Watchdog(DatabaseWriter writer, TimeProvider time, SystemdService systemd, IServiceProvider services, ILogger<Watchdog> log) : LastingService(log)
{
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMinutes(2);

    /// <summary>True while the writer works.</summary>
    public bool IsAlive => writer.QueueLength == 0 || time.GetElapsedTime(writer.LastProgressTimestamp) < LongestGroup;

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [RunAsync];

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        if (systemd.WatchdogInterval is not { } interval || services.GetService<ISystemdNotifier>() is not { } notifier)
            return;
        using var timer = new PeriodicTimer(interval / 2);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (IsAlive)
                notifier.Notify(new ServiceState("WATCHDOG=1"));
        }
    }
}
