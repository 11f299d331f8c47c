using Jena.SensorNode.Gateway.Timing;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Whether the gateway knows what time it is.</summary>
internal sealed class ClockStatus(GatewayClock clock) : IStatusSource
{
    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        var now = clock.Now();
        var time = German.Time(DateTimeOffset.FromUnixTimeMilliseconds(now.UnixMilliseconds));
        if (!now.IsTrusted)
            yield return new("Uhr", Level.Warning, $"nicht gestellt (zeigt {time}); Messungen werden angenommen, ihre Zeit wird berichtigt, sobald sie stimmt. Netz oder NTP prüfen.");
        else if (clock.JumpMilliseconds is { } jump)
            yield return new("Uhr", Level.Warning, $"Systemuhr ist um {German.Number(jump / 1000.0, 0)} s gesprungen; das Gateway rechnet mit seiner eigenen Zeit weiter ({time})");
        else
            yield return new("Uhr", Level.Good, $"gestellt, {time}");
    }
}
