using Jena.SensorNode.Gateway.Timing;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Whether the gateway knows what time it is.</summary>
internal sealed class ClockStatus(GatewayClock clock) : IStatusSource
{
    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        var now = clock.Now();
        var time = Time(DateTimeOffset.FromUnixTimeMilliseconds(now.UnixMilliseconds));
        if (!now.IsTrusted)
            yield return new(Say("Uhr", "Clock"), Level.Warning, Say(
                $"nicht gestellt (zeigt {time}); Messungen werden angenommen, ihre Zeit wird berichtigt, sobald sie stimmt. Netz oder NTP prüfen.",
                $"not set (shows {time}); measurements are taken, their time is corrected once it is right. Check network or NTP."));
        else if (clock.JumpMilliseconds is { } jump)
            yield return new(Say("Uhr", "Clock"), Level.Warning, Say(
                $"Systemuhr ist um {Span(TimeSpan.FromMilliseconds(jump))} gesprungen; das Gateway rechnet mit seiner eigenen Zeit weiter ({time})",
                $"system clock jumped by {Span(TimeSpan.FromMilliseconds(jump))}; the gateway goes on with its own time ({time})"));
        else
            yield return new(Say("Uhr", "Clock"), Level.Good, $"{Say("gestellt", "set")}, {time}");
    }
}
