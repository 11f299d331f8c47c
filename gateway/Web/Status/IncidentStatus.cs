using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Who was refused, and what was odd about nodes: the latest of the last days.</summary>
internal sealed class IncidentStatus(IncidentBook book, TimeProvider time) : IStatusSource
{
    private const int Shown = 8;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        var since = (time.GetUtcNow() - Recent).ToUnixTimeMilliseconds();
        var recent = book.All.Where(incident => incident.LastUnixMilliseconds >= since).ToList();
        foreach (var incident in recent.Take(Shown))
        {
            var last = German.Time(DateTimeOffset.FromUnixTimeMilliseconds(incident.LastUnixMilliseconds));
            yield return new(incident.Subject, LevelOf(incident.Kind), $"{Word(incident.Kind)}, {German.Count(incident.Count, "Mal", "Mal")}, zuletzt {last}");
        }

        if (recent.Count > Shown)
            yield return new("Weitere Vorfälle", Level.Warning, $"{recent.Count - Shown} in den letzten 7 Tagen; „jena-gateway doctor“ nennt alle");
        else if (recent.Count == 0)
            yield return new("Abgewiesen", Level.Good, "nichts in den letzten 7 Tagen");
    }

    private static Level LevelOf(IncidentKind kind) => kind is IncidentKind.ClonedNode or IncidentKind.ConnectionsTakenOver or IncidentKind.BadMac or IncidentKind.SamplesMissing ? Level.Alarm : Level.Warning;

    /// <summary>An incident in words.</summary>
    public static string Word(IncidentKind kind) => kind switch
    {
        IncidentKind.UnknownNode => "abgewiesen: nicht eingetragen",
        IncidentKind.BadMac => "abgewiesen: Schlüssel passt nicht",
        IncidentKind.Malformed => "echte Nachricht, unlesbar: Firmware prüfen",
        IncidentKind.RetiredNode => "abgewiesen: außer Dienst, sendet noch",
        IncidentKind.Replay => "alte Nachricht kam noch einmal",
        IncidentKind.CountersRestarted => "Zähler fingen neu an, Werte wurden behalten",
        IncidentKind.ClonedNode => "zwei Geräte senden unter einer Nummer",
        IncidentKind.RuleBroken => "Regel des Brokers verletzt",
        IncidentKind.AbsurdAge => "meldet ein unmögliches Alter, Zeiten unsicher",
        IncidentKind.DatabaseRestored => "älterer Datenbankstand läuft, Lücken prüfen",
        IncidentKind.ConnectionsTakenOver => "Verbindungen verdrängen einander: zwei Geräte mit einer Nummer?",
        IncidentKind.SamplesMissing => "Messungen fehlen, die der Knoten nicht als verloren meldet",
        _ => $"Vorfall {(int)kind}",
    };
}
