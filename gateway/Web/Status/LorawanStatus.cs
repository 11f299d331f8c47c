using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Servers;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Whether the network servers deliver. Silent where none is used.</summary>
internal sealed class LorawanStatus(UplinkSubscriptions subscriptions, UplinkIngest ingest) : IStatusSource
{
    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        foreach (var subscriber in subscriptions.Subscribers)
        {
            yield return subscriber.IsConnected
                ? new($"LoRaWAN {subscriber.Name}", Level.Good, "verbunden")
                : new($"LoRaWAN {subscriber.Name}", Level.Alarm, $"nicht verbunden: {subscriber.LastError ?? "verbindet noch"}");
        }

        var refused = ingest.Counters.Of(UplinkOutcome.Refused);
        if (refused > 0)
            yield return new("LoRaWAN", Level.Warning, $"{German.Count(refused, "Nachricht", "Nachrichten")} abgewiesen, zuletzt: {ingest.Counters.LastProblem}");
        var raw = ingest.Counters.Of(UplinkOutcome.KeptRaw);
        if (raw > 0)
            yield return new("LoRaWAN", Level.Warning, $"{German.Count(raw, "Nachricht", "Nachrichten")} unbekannter Geräte roh behalten, siehe „Fremde Geräte“");
    }
}
