using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Whether what works in the background does.</summary>
internal sealed class ServiceHealth(CalibrationRefresher calibrations, IServiceProvider services) : IHealthSource
{
    /// <inheritdoc/>
    public IEnumerable<HealthFinding> Findings() => Calibrations().Concat(Services());

    private IEnumerable<HealthFinding> Calibrations()
    {
        if (calibrations.Error is { } error)
        {
            yield return new("calibration", HealthStatus.Degraded,
                $"Neue Kalibrierungen ließen sich nicht lesen, es gelten die bisherigen; Rohwerte sind sicher. ({error})",
                $"New calibrations could not be read, those of before are in force; raw values are safe. ({error})");
        }
    }

    // Asked for here and not in the constructor: a service may itself ask how things are.
    private IEnumerable<HealthFinding> Services()
    {
        foreach (var service in services.GetServices<IHostedService>().OfType<LastingService>())
        {
            if (service.Error is { } error)
            {
                yield return new("service", HealthStatus.Degraded,
                    $"Ein Dienst im Hintergrund ist gescheitert und läuft wieder an; es ging nichts verloren. Protokoll und Datenträger prüfen. ({service.GetType().Name}: {error})",
                    $"A service in the background failed and is started again; nothing was lost. Look at the log and the disk. ({service.GetType().Name}: {error})");
            }
        }
    }
}
