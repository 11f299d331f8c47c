using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

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
            var last = Time(DateTimeOffset.FromUnixTimeMilliseconds(incident.LastUnixMilliseconds));
            yield return new(incident.Subject, LevelOf(incident.Kind), $"{Word(incident.Kind)}, {Count(incident.Count, Say("Mal", "time"), Say("Mal", "times"))}, {Say("zuletzt", "last")} {last}") { IsIncident = true };
        }

        if (recent.Count > Shown)
            yield return new(Say("Weitere Vorfälle", "More incidents"), Level.Warning, Say(
                $"{recent.Count - Shown} in den letzten 7 Tagen; „jena-gateway doctor“ nennt alle",
                $"{recent.Count - Shown} in the last 7 days; “jena-gateway doctor” lists all"))
            { IsIncident = true };
        else if (recent.Count == 0)
            yield return new(Say("Abgewiesen", "Refused"), Level.Good, Say("nichts in den letzten 7 Tagen", "nothing in the last 7 days"));
    }

    private static Level LevelOf(IncidentKind kind) => kind is IncidentKind.ClonedNode or IncidentKind.ConnectionsTakenOver or IncidentKind.BadMac or IncidentKind.SamplesMissing ? Level.Alarm : Level.Warning;

    /// <summary>An incident in words.</summary>
    public static string Word(IncidentKind kind) => kind switch
    {
        IncidentKind.UnknownNode => Say("abgewiesen: nicht eingetragen", "refused: not registered"),
        IncidentKind.BadMac => Say("abgewiesen: Schlüssel passt nicht", "refused: wrong key"),
        IncidentKind.Malformed => Say("echte Nachricht, unlesbar: Firmware prüfen", "genuine message, unreadable: check the firmware"),
        IncidentKind.RetiredNode => Say("abgewiesen: außer Dienst, sendet noch", "refused: retired, still sending"),
        IncidentKind.Replay => Say("alte Nachricht kam noch einmal", "an old message came again"),
        IncidentKind.CountersRestarted => Say("Zähler fingen neu an, Werte wurden behalten", "counters began again, values were kept"),
        IncidentKind.ClonedNode => Say("zwei Geräte senden unter einer Nummer", "two devices send under one number"),
        IncidentKind.RuleBroken => Say("Regel des Brokers verletzt", "rule of the broker broken"),
        IncidentKind.AbsurdAge => Say("meldet ein unmögliches Alter, Zeiten unsicher", "reports an impossible age, times uncertain"),
        IncidentKind.DatabaseRestored => Say("älterer Datenbankstand läuft, Lücken prüfen", "an older database is running, check for gaps"),
        IncidentKind.ConnectionsTakenOver => Say("Verbindungen verdrängen einander: zwei Geräte mit einer Nummer?", "connections drive each other out: two devices with one number?"),
        IncidentKind.SamplesMissing => Say("Messungen fehlen, die der Knoten nicht als verloren meldet", "measurements are missing that the node does not report as lost"),
        _ => $"{Say("Vorfall", "incident")} {(int)kind}",
    };
}
