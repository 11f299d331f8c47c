using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Whether each sink has what it should have.</summary>
internal sealed class SinkStatus(ForwardingService forwarding) : IStatusSource
{
    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        var states = forwarding.States;
        return states.Count == 0
            ? [new(Say("Weitergabe", "Forwarding"), Level.Unknown, Say("kein Ziel eingestellt (Gateway:Sinks)", "no sink is set (Gateway:Sinks)"))]
            : states.Select(Line);
    }

    private static StatusLine Line(SinkState state)
    {
        var subject = $"{Say("Weitergabe", "Forwarding")} {state.Name}";
        var waiting = Count(state.Lag, Say("Messung wartet", "measurement waits"), Say("Messungen warten", "measurements wait"));
        if (state.BehindSinceUnixMilliseconds is { } behind)
            waiting += $", {Say("die älteste seit", "the oldest since")} {Time(DateTimeOffset.FromUnixTimeMilliseconds(behind))}";
        if (state.Resends > 0)
            waiting += "; " + Count(state.Resends, Say("Zeitraum geht noch einmal hinaus", "time range goes out again"), Say("Zeiträume gehen noch einmal hinaus", "time ranges go out again"));
        if (state.IsWaitingForClock)
            return new(subject, Level.Warning, $"{Say("wartet, bis die Uhr gestellt ist", "waits until the clock is set")}; {waiting}");
        if (state.LastError is { } error)
        {
            var since = state.FailingSinceUnixMilliseconds is { } start ? $" {Say("seit", "since")} {Time(DateTimeOffset.FromUnixTimeMilliseconds(start))}" : "";
            return new(subject, Level.Alarm, $"{Say("nimmt nichts an", "takes nothing")}{since}: {error}; {waiting} {Say("und gehen nicht verloren", "and will not be lost")}");
        }

        if (state.IsWaitingForTime)
            return new(subject, Level.Warning, $"{Say("wartet, bis die Zeit der nächsten Messung feststeht oder erreicht ist", "waits until the time of the next measurement is certain or reached")}; {waiting}");
        return state.Lag > 0 || state.Resends > 0
            ? new(subject, Level.Good, $"{Say("holt auf", "catches up")}, {waiting}")
            : new(subject, Level.Good, state.LastDeliveryUnixMilliseconds is { } last ? $"{Say("hat alles, zuletzt", "has everything, last")} {Time(DateTimeOffset.FromUnixTimeMilliseconds(last))}" : Say("hat alles", "has everything"));
    }
}
