using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Servers;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Whether the network servers deliver. Silent where none is used.</summary>
internal sealed class LorawanStatus(UplinkSubscriptions subscriptions, UplinkIngest ingest) : IStatusSource
{
    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        foreach (var subscriber in subscriptions.Subscribers)
        {
            yield return subscriber switch
            {
                { IsConnected: true, LastError: null } => new($"LoRaWAN {subscriber.Name}", Level.Good, Say("verbunden", "connected")),
                { IsConnected: true } => new($"LoRaWAN {subscriber.Name}", Level.Warning, $"{Say("verbunden", "connected")}: {subscriber.LastError}"),
                _ => new($"LoRaWAN {subscriber.Name}", Level.Alarm, $"{Say("nicht verbunden", "not connected")}: {subscriber.LastError ?? Say("verbindet noch", "connecting")}"),
            };
        }

        var refused = ingest.Counters.Of(UplinkOutcome.Refused);
        if (refused > 0)
            yield return new("LoRaWAN", Level.Warning, $"{Messages(refused)} {Say("abgewiesen, zuletzt", "refused, last")}: {ingest.Counters.LastProblem}");
        var raw = ingest.Counters.Of(UplinkOutcome.KeptRaw);
        if (raw > 0)
            yield return new("LoRaWAN", Level.Warning, $"{Messages(raw)} {Say("unbekannter Geräte roh behalten, siehe „Fremde Geräte“", "of unknown devices kept raw, see “Foreign devices”")}");
    }
}
