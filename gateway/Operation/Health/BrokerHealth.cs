using Jena.SensorNode.Gateway.Broker;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Whether nodes reach the gateway.</summary>
internal sealed class BrokerHealth(BrokerService broker, BrokerOptions brokerOptions, ExternalBroker external) : IHealthSource
{
    /// <inheritdoc/>
    public IEnumerable<HealthFinding> Findings()
    {
        if (broker.CertificateError is { } reason)
        {
            yield return new("certificate", HealthStatus.Degraded,
                $"Das neue Zertifikat für Knoten lässt sich nicht laden, das bisherige gilt weiter. Gateway:Broker:CertificateFile prüfen. ({reason})",
                $"The new certificate for nodes cannot be loaded, the one of before stays in force. Check Gateway:Broker:CertificateFile. ({reason})");
        }

        if (external.Error is { } error)
        {
            yield return external.IsConnected
                ? new("broker", HealthStatus.Degraded,
                    $"Der fremde Broker gewährt nicht alles (Gateway:External): {error}",
                    $"The outside broker does not grant everything (Gateway:External): {error}")
                : new("broker", HealthStatus.Degraded,
                    $"Der fremde Broker liefert nichts (Gateway:External): {error}",
                    $"The outside broker delivers nothing (Gateway:External): {error}");
        }

        if (brokerOptions.Enabled && broker.Connections >= brokerOptions.MaximumConnections)
        {
            yield return new("broker", HealthStatus.Degraded,
                $"Alle {brokerOptions.MaximumConnections} Verbindungen sind belegt (Gateway:Broker:MaximumConnections).",
                $"All {brokerOptions.MaximumConnections} connections are in use (Gateway:Broker:MaximumConnections).");
        }
    }
}
