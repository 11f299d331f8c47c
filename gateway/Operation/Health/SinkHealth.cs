using Jena.SensorNode.Gateway.Forwarding;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Whether the city gets its readings.</summary>
internal sealed class SinkHealth(ForwardingService forwarding, GatewayTime time) : IHealthSource
{
    private const long PatienceMilliseconds = 300_000;

    /// <inheritdoc/>
    public IEnumerable<HealthFinding> Findings()
    {
        var now = time.NowUnixMilliseconds;
        foreach (var sink in forwarding.States.Where(sink => sink.FailingSinceUnixMilliseconds is { } since && now - since > PatienceMilliseconds))
        {
            yield return new("sink", HealthStatus.Degraded,
                $"Ziel '{sink.Name}' nimmt nichts an, {sink.Lag} Messungen warten, die älteste seit {sink.HoursBehind(now):F1} h: {sink.LastError}",
                $"Sink '{sink.Name}' takes nothing, {sink.Lag} samples wait, the oldest for {sink.HoursBehind(now):F1} h: {sink.LastError}");
        }
    }
}
