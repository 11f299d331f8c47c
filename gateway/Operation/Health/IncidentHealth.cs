using Jena.SensorNode.Gateway.Ingest;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>What happened of late that a person has to look at.</summary>
internal sealed class IncidentHealth(IncidentBook incidents, GatewayTime time) : IHealthSource
{
    private const long DayMilliseconds = 86_400_000;

    /// <inheritdoc/>
    public IEnumerable<HealthFinding> Findings()
    {
        var since = time.NowUnixMilliseconds - DayMilliseconds;
        foreach (var incident in incidents.All.Where(incident => incident.LastUnixMilliseconds >= since))
        {
            var reason = incident.Kind switch
            {
                IncidentKind.ClonedNode => (
                    $"Unter der Nummer {incident.Subject} senden zwei Geräte. Beide behalten ihre Werte; eines neu einrichten (node rotate-key).",
                    $"Two devices send as node {incident.Subject}. The readings of both are kept; provision one anew (node rotate-key)."),
                IncidentKind.ConnectionsTakenOver => (
                    $"Verbindungen des Knotens {incident.Subject} verdrängen einander: wohl zwei Geräte mit einer Nummer. Beide suchen, eines neu einrichten (node rotate-key).",
                    $"Connections of node {incident.Subject} throw each other out: probably two devices with one identity. Find both, provision one anew (node rotate-key)."),
                IncidentKind.SamplesMissing => (
                    $"Vom Knoten {incident.Subject} fehlen Messungen, die er nicht als verloren meldet. Knotenseite und Sicherungen prüfen.",
                    $"Samples of node {incident.Subject} are missing that it does not report as lost. Look at the node's page and at backups."),
                IncidentKind.DatabaseRestored => (
                    "Ein älterer Stand der Datenbank läuft: was seitdem bestätigt wurde, steht nur in gateway.db.before-restore-* oder in einer neueren Sicherung. Lücken prüfen.",
                    "An older state of the database is running: what was acknowledged since is only in gateway.db.before-restore-* or in a newer backup. Check for gaps."),
                _ => default,
            };
            if (reason.Item1 is not null)
                yield return new(incident.Kind == IncidentKind.DatabaseRestored ? "storage" : "node", HealthStatus.Degraded, reason.Item1, reason.Item2);
        }
    }
}
