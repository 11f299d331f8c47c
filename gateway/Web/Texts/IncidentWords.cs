using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Texts;

/// <summary>Incidents in words: what happened, how bad it is, and what to do.</summary>
internal static class IncidentWords
{
    // What no stranger can bring about comes first: who only knocks at the door must not push a clone out of sight.
    private static readonly IncidentKind[] ByWeight =
    [
        IncidentKind.ClonedNode, IncidentKind.ConnectionsTakenOver, IncidentKind.DatabaseRestored, IncidentKind.SamplesMissing, IncidentKind.CountersRestarted,
        IncidentKind.Malformed, IncidentKind.AbsurdAge, IncidentKind.RuleBroken, IncidentKind.Replay, IncidentKind.BadMac, IncidentKind.RetiredNode, IncidentKind.UnknownNode,
    ];

    /// <summary>Incidents in the order in which they are shown: the weightiest kinds first, of one kind the latest first.</summary>
    public static IOrderedEnumerable<Incident> InOrder(IEnumerable<Incident> incidents) => incidents
        .OrderBy(incident => Array.IndexOf(ByWeight, incident.Kind) is var place and >= 0 ? place : ByWeight.Length)
        .ThenByDescending(incident => incident.LastUnixMilliseconds).ThenBy(incident => incident.Subject, StringComparer.Ordinal);

    /// <summary>How bad a kind is.</summary>
    public static Level LevelOf(IncidentKind kind) => kind is IncidentKind.ClonedNode or IncidentKind.ConnectionsTakenOver or IncidentKind.BadMac or IncidentKind.SamplesMissing ? Level.Alarm : Level.Warning;

    /// <summary>An incident in words.</summary>
    public static string Of(IncidentKind kind) => kind switch
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

    /// <summary>What to do about it; empty where nothing is to be done.</summary>
    public static string Advice(IncidentKind kind) => kind switch
    {
        IncidentKind.UnknownNode => Say("Ein eigener Knoten? Mit „node add“ eintragen. Sonst ist nichts zu tun.", "One of your own? Register it with “node add”. Else nothing is to be done."),
        IncidentKind.BadMac => Say("Ein eigener Knoten mit altem Schlüssel? Mit „node provision“ neu einrichten. Sonst gibt sich ein fremdes Gerät für ihn aus.", "Your own node with an old key? Provision it anew. Else a strange device poses as it."),
        IncidentKind.RetiredNode => Say("Ausbauen, oder mit „node reactivate“ wieder in Dienst nehmen.", "Take it out, or put it back into service with “node reactivate”."),
        IncidentKind.ClonedNode or IncidentKind.ConnectionsTakenOver => Say("Beide Geräte suchen, eines neu einrichten („node rotate-key“). Die Werte beider sind behalten.", "Find both devices, provision one anew (“node rotate-key”). The values of both are kept."),
        IncidentKind.CountersRestarted => Say("Wurde der Knoten neu bespielt, ist nichts zu tun.", "If the node was flashed anew, nothing is to be done."),
        IncidentKind.SamplesMissing => Say("Lücken stehen auf der Seite des Knotens; Sicherungen prüfen.", "The node's page tells the gaps; look at backups."),
        IncidentKind.DatabaseRestored => Say("Was fehlt, steht in gateway.db.before-restore-* oder in einer neueren Sicherung.", "What is missing is in gateway.db.before-restore-* or in a newer backup."),
        _ => "",
    };
}
