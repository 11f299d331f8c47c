using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Whether times can be believed.</summary>
internal sealed class ClockHealth(GatewayClock clock, GatewayTime time, TimeRepair times) : IHealthSource
{
    private const long DayMilliseconds = 86_400_000;

    /// <inheritdoc/>
    public IEnumerable<HealthFinding> Findings() => Clock().Concat(Ahead());

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
        var now = time.NowUnixMilliseconds;
        if (times.Ahead is not { } ahead)
            yield break;
        var (first, last) = (Day(ahead.FirstArrivalUnixMilliseconds), Day(ahead.LastArrivalUnixMilliseconds));
        if (ahead.Redated > 0 && now - ahead.FoundUnixMilliseconds < HealthModel.ToldForMilliseconds)
        {
            var (from, to) = (Day(ahead.FirstTimeUnixMilliseconds), Day(ahead.LastTimeUnixMilliseconds + DayMilliseconds));
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
}
