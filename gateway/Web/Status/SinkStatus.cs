using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Whether each sink has what it should have.</summary>
internal sealed class SinkStatus(ForwardingService forwarding) : IStatusSource
{
    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        var states = forwarding.States;
        return states.Count == 0
            ? [new("Weitergabe", Level.Unknown, "kein Ziel eingestellt (Gateway:Sinks)")]
            : states.Select(Line);
    }

    private static StatusLine Line(SinkState state)
    {
        var subject = $"Weitergabe {state.Name}";
        var waiting = German.Count(state.Lag, "Messung wartet", "Messungen warten");
        if (state.BehindSinceUnixMilliseconds is { } behind)
            waiting += $", die älteste seit {German.Time(DateTimeOffset.FromUnixTimeMilliseconds(behind))}";
        if (state.Resends > 0)
            waiting += $"; {German.Count(state.Resends, "Zeitraum geht", "Zeiträume gehen")} noch einmal hinaus";
        if (state.IsWaitingForClock)
            return new(subject, Level.Warning, $"wartet, bis die Uhr gestellt ist; {waiting}");
        if (state.LastError is { } error)
        {
            var since = state.FailingSinceUnixMilliseconds is { } start ? $" seit {German.Time(DateTimeOffset.FromUnixTimeMilliseconds(start))}" : "";
            return new(subject, Level.Alarm, $"nimmt nichts an{since}: {error}; {waiting} und gehen nicht verloren");
        }

        if (state.IsWaitingForTime)
            return new(subject, Level.Warning, $"wartet, bis die Zeit der nächsten Messung feststeht oder erreicht ist; {waiting}");
        return state.Lag > 0 || state.Resends > 0
            ? new(subject, Level.Good, $"holt auf, {waiting}")
            : new(subject, Level.Good, state.LastDeliveryUnixMilliseconds is { } last ? $"hat alles, zuletzt {German.Time(DateTimeOffset.FromUnixTimeMilliseconds(last))}" : "hat alles");
    }
}
