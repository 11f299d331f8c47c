using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>Tells how the gateway is, with reasons and what to do about them.</summary>
internal sealed class HealthModel(
    DatabaseWriter writer, StorageOptions storage, GatewayClock clock, ForwardingService forwarding, BrokerService broker, BrokerOptions brokerOptions, ExternalBroker external, IncidentBook incidents,
    Retention retention, DamageBook damage, TimeRepair times, CalibrationRefresher calibrations, IServiceProvider services)
{
    private const long LowDiskBytes = 200L * 1024 * 1024;
    private const long PatienceMilliseconds = 300_000;
    private const long LossMilliseconds = 30 * 86_400_000L;
    private const long RecentMilliseconds = 86_400_000;

    // While the clock is not set, what was found before must not look as if it were to come.
    private long Now => clock.Present.ToUnixTimeMilliseconds();

    /// <summary>All findings now, the worst first; empty when all is well.</summary>
    public IReadOnlyList<HealthFinding> Findings() =>
        [.. Storage().Concat(Room()).Concat(Damaged()).Concat(Clock()).Concat(Ahead()).Concat(Sinks()).Concat(Broker()).Concat(Incidents()).Concat(Calibrations()).Concat(Services()).OrderByDescending(finding => finding.Status)];

    /// <summary>The worst of some findings.</summary>
    public static HealthStatus Worst(IReadOnlyList<HealthFinding> findings) => findings.Count == 0 ? HealthStatus.Ok : findings.Max(finding => finding.Status);

    private IEnumerable<HealthFinding> Storage()
    {
        if (writer.State is { IsFailing: true } state)
        {
            yield return new("storage", HealthStatus.Failed,
                $"Es kann nichts gespeichert werden; Knoten behalten ihre Messwerte. Platz schaffen oder Speicherkarte prüfen. ({state.Error})",
                $"Nothing can be stored; nodes keep their readings. Free space or check the card. ({state.Error})");
        }

        if (FreeBytes() is { } free and < LowDiskBytes)
        {
            yield return new("disk", HealthStatus.Degraded,
                $"Nur noch {free / 1048576} MB frei auf dem Datenträger von {storage.DataDirectory}.",
                $"Only {free / 1048576} MB free on the disk of {storage.DataDirectory}.");
        }
    }

    private IEnumerable<HealthFinding> Room()
    {
        var state = retention.State;
        if (state.IsAboveBound)
        {
            yield return new("room", HealthStatus.Degraded,
                "Die Datenbank ist über ihrer Größengrenze, und es ist nichts mehr da, was weichen könnte. Gateway:Readings:MaximumDatabaseMegabytes erhöhen.",
                "The database is above its bound and nothing is left that could go. Raise Gateway:Readings:MaximumDatabaseMegabytes.");
        }

        if (state.UnforwardedSamples > 0 && Now - state.LastUnixMilliseconds < LossMilliseconds)
        {
            yield return new("room", HealthStatus.Degraded,
                $"{state.UnforwardedSamples} Messungen mussten der Größengrenze weichen, bevor jedes Ziel sie hatte (zuletzt {DateTimeOffset.FromUnixTimeMilliseconds(state.LastUnixMilliseconds):yyyy-MM-dd}). Ziel instand setzen oder Gateway:Readings:MaximumDatabaseMegabytes erhöhen.",
                $"{state.UnforwardedSamples} samples had to go before every sink had them (last on {DateTimeOffset.FromUnixTimeMilliseconds(state.LastUnixMilliseconds):yyyy-MM-dd}): the database is at its bound. Repair the sink or raise Gateway:Readings:MaximumDatabaseMegabytes.");
        }
    }

    private IEnumerable<HealthFinding> Damaged()
    {
        const int Named = 5;
        var pieces = damage.Pieces.Where(piece => Now - piece.Found.ToUnixTimeMilliseconds() < LossMilliseconds).ToList();
        if (pieces.Count == 0)
            yield break;
        var samples = pieces.Sum(piece => (long)piece.Samples);
        var german = string.Join(", ", pieces.Take(Named).Select(piece => $"Gerät {piece.DeviceId} {Day(piece) ?? "aus dem Protokoll"} ({piece.Samples})"));
        var english = string.Join(", ", pieces.Take(Named).Select(piece => $"device {piece.DeviceId} {Day(piece) ?? "of the log"} ({piece.Samples})"));
        var more = pieces.Count > Named ? $", … (+{pieces.Count - Named})" : "";
        yield return new("storage", HealthStatus.Degraded,
            $"Die Speicherkarte hat Daten verloren: {samples} Messungen sind unlesbar und fehlen überall, auch bei den Zielen: {german}{more}. Alles andere läuft weiter. Datenbank sichern, Karte ersetzen; wo eine Sicherung diese Tage noch hat, einspielen (jena-gateway restore DATEI).",
            $"The card has lost data: {samples} samples cannot be read and are missing everywhere, at the sinks too: {english}{more}. All else goes on. Save the database, replace the card; where a backup still has these days, restore it (jena-gateway restore FILE).");

        static string? Day(DamagedPiece piece) => piece.Day is { } day ? $"{DateTimeOffset.UnixEpoch.AddDays(day):yyyy-MM-dd}" : null;
    }

    private IEnumerable<HealthFinding> Clock()
    {
        if (!clock.Now().IsTrusted)
        {
            yield return new("clock", HealthStatus.Degraded,
                "Die Uhr ist nicht gestellt: Messwerte werden mit vorläufigen Zeiten angenommen und erst nach dem Stellen weitergegeben. Zeitdienst (NTP) prüfen.",
                "The clock is not set: readings are taken with provisional times and forwarded once it is. Check the time service (NTP).");
        }

        if (clock.JumpMilliseconds is { } jump)
        {
            yield return new("clock", HealthStatus.Degraded,
                $"Die Systemuhr ist um {jump / 1000.0:F0} s gesprungen; das Gateway rechnet mit seiner eigenen Zeit weiter. Zeitdienst prüfen.",
                $"The system clock jumped by {jump / 1000.0:F0} s; the gateway goes on with its own time. Check the time service.");
        }
    }

    private IEnumerable<HealthFinding> Ahead()
    {
        var now = Now;
        if (times.Ahead is not { } ahead)
            yield break;
        var (first, last) = (Day(ahead.FirstArrivalUnixMilliseconds), Day(ahead.LastArrivalUnixMilliseconds));
        if (ahead.Redated > 0 && now - ahead.FoundUnixMilliseconds < LossMilliseconds)
        {
            var (from, to) = (Day(ahead.FirstTimeUnixMilliseconds), Day(ahead.LastTimeUnixMilliseconds + RecentMilliseconds));
            yield return new("clock", HealthStatus.Degraded,
                $"Die Uhr ging vor und galt als richtig: {ahead.Redated} Messungen waren mit Ankunft {first} bis {last} gespeichert und sind neu datiert. Was ein Ziel davon schon hatte, trägt dort die falsche Zeit: dort löschen und noch einmal senden (jena-gateway sink resend ZIEL --from {from} --to {to}). Zeitdienst prüfen.",
                $"The clock ran ahead and was believed: {ahead.Redated} samples were stored as arrived from {first} to {last} and have new times. What a sink had of them bears the wrong time there: delete it there and send it again (jena-gateway sink resend SINK --from {from} --to {to}). Check the time service.");
        }

        if (ahead.Left > 0 && now < ahead.LastArrivalUnixMilliseconds)
        {
            yield return new("clock", HealthStatus.Degraded,
                $"{ahead.Left} gespeicherte Messungen tragen Ankunftszeiten bis {last}, die erst kommen, und passen nicht in die Zeit davor: Die Uhr geht jetzt wohl nach. Ziele warten, bis sie stimmt. Zeitdienst (NTP) prüfen.",
                $"{ahead.Left} stored samples bear arrivals up to {last}, which are to come, and do not fit into the time before: the clock is probably behind now. Sinks wait until it is right. Check the time service (NTP).");
        }

        static string Day(long unixMilliseconds) => $"{DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds):yyyy-MM-dd}";
    }

    private IEnumerable<HealthFinding> Sinks()
    {
        var now = Now;
        foreach (var sink in forwarding.States.Where(sink => sink.FailingSinceUnixMilliseconds is { } since && now - since > PatienceMilliseconds))
        {
            yield return new("sink", HealthStatus.Degraded,
                $"Ziel '{sink.Name}' nimmt nichts an, {sink.Lag} Messungen warten, die älteste seit {sink.HoursBehind(now):F1} h: {sink.LastError}",
                $"Sink '{sink.Name}' takes nothing, {sink.Lag} samples wait, the oldest for {sink.HoursBehind(now):F1} h: {sink.LastError}");
        }
    }

    private IEnumerable<HealthFinding> Broker()
    {
        if (broker.CertificateError is { } reason)
        {
            yield return new("certificate", HealthStatus.Degraded,
                $"Das neue Zertifikat für Knoten lässt sich nicht laden, das bisherige gilt weiter. Gateway:Broker:CertificateFile prüfen. ({reason})",
                $"The new certificate for nodes cannot be loaded, the one of before stays in force. Check Gateway:Broker:CertificateFile. ({reason})");
        }

        if (external.Error is { } error)
        {
            yield return new("broker", HealthStatus.Degraded,
                $"Der fremde Broker ist nicht erreichbar (Gateway:External): {error}",
                $"The outside broker cannot be reached (Gateway:External): {error}");
        }

        if (brokerOptions.Enabled && broker.Connections >= brokerOptions.MaximumConnections)
        {
            yield return new("broker", HealthStatus.Degraded,
                $"Alle {brokerOptions.MaximumConnections} Verbindungen sind belegt (Gateway:Broker:MaximumConnections).",
                $"All {brokerOptions.MaximumConnections} connections are in use (Gateway:Broker:MaximumConnections).");
        }
    }

    private IEnumerable<HealthFinding> Incidents()
    {
        var since = Now - RecentMilliseconds;
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

    private long? FreeBytes()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(storage.DataDirectory)).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Some file systems do not tell; then the writer's own alarm must do.
            return null;
        }
    }
}
