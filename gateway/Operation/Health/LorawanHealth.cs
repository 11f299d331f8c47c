using Jena.SensorNode.Gateway.Lorawan.Servers;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Whether the network servers of the city's LoRaWAN probes deliver.</summary>
internal sealed class LorawanHealth(UplinkSubscriptions subscriptions) : IHealthSource
{
    /// <inheritdoc/>
    public IEnumerable<HealthFinding> Findings() => subscriptions.Subscribers.Where(subscriber => subscriber.LastError is not null).Select(subscriber => subscriber.IsConnected
        ? new HealthFinding("lorawan", HealthStatus.Degraded,
            $"LoRaWAN-Server '{subscriber.Name}' gewährt nicht alles (Gateway:Lorawan:Servers): {subscriber.LastError}",
            $"LoRaWAN server '{subscriber.Name}' does not grant everything (Gateway:Lorawan:Servers): {subscriber.LastError}")
        : new HealthFinding("lorawan", HealthStatus.Degraded,
            $"LoRaWAN-Server '{subscriber.Name}' ist nicht verbunden, seine Sonden kommen nicht an (Gateway:Lorawan:Servers): {subscriber.LastError}",
            $"LoRaWAN server '{subscriber.Name}' is not connected, its probes do not come in (Gateway:Lorawan:Servers): {subscriber.LastError}"));
}
