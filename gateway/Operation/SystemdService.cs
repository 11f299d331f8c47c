using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>What systemd told this process when it started it (sd_notify(3), sd_watchdog_enabled(3)).</summary>
/// <param name="IsNotified">True where it waits to be told that the service is ready.</param>
/// <param name="WatchdogInterval">It restarts a service that says nothing for so long; null = no watchdog.</param>
internal sealed record SystemdService(bool IsNotified, TimeSpan? WatchdogInterval)
{
    /// <summary>Reads the environment, given as a look-up by name.</summary>
    public static SystemdService From(Func<string, string?> environment) => new(
        environment("NOTIFY_SOCKET") is { Length: > 0 },
        long.TryParse(environment("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : null);

    /// <summary>
    /// Adds lifetime, notification and log form. The framework's own AddSystemd asks /proc for the name of the parent, which
    /// the hardened unit hides (ProtectProc), and then never says that it is ready; the socket is what counts.
    /// </summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(this);
        if (!IsNotified)
            return;
        services.AddOptions<ConsoleLoggerOptions>().Configure<IConfiguration>((options, settings) =>
            options.FormatterName = settings[LogForm.Setting] ?? ConsoleFormatterNames.Systemd);
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        services.AddSingleton<IHostLifetime, SystemdLifetime>();
    }
}
