using Jena.SensorNode.Gateway.Readings.Blocks;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Whether the database keeps its bound without giving up what no sink has.</summary>
internal sealed class RoomHealth(Retention retention, GatewayTime time) : IHealthSource
{
    /// <inheritdoc/>
    public IEnumerable<HealthFinding> Findings()
    {
        var state = retention.State;
        if (state.IsAboveBound)
        {
            yield return new("room", HealthStatus.Degraded,
                "Die Datenbank ist über ihrer Größengrenze, und es ist nichts mehr da, was weichen könnte. Gateway:Readings:MaximumDatabaseMegabytes erhöhen.",
                "The database is above its bound and nothing is left that could go. Raise Gateway:Readings:MaximumDatabaseMegabytes.");
        }

        if (state.UnforwardedSamples > 0 && time.NowUnixMilliseconds - state.LastUnixMilliseconds < HealthModel.ToldForMilliseconds)
        {
            yield return new("room", HealthStatus.Degraded,
                $"{state.UnforwardedSamples} Messungen mussten der Größengrenze weichen, bevor jedes Ziel sie hatte (zuletzt {DateTimeOffset.FromUnixTimeMilliseconds(state.LastUnixMilliseconds):yyyy-MM-dd}). Ziel instand setzen oder Gateway:Readings:MaximumDatabaseMegabytes erhöhen.",
                $"{state.UnforwardedSamples} samples had to go before every sink had them (last on {DateTimeOffset.FromUnixTimeMilliseconds(state.LastUnixMilliseconds):yyyy-MM-dd}): the database is at its bound. Repair the sink or raise Gateway:Readings:MaximumDatabaseMegabytes.");
        }
    }
}
