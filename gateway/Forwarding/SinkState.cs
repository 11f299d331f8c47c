namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>How a sink fares, for page, health and metrics.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Cursor">Sequence of the last sample that it has.</param>
/// <param name="Lag">Samples that it does not have yet.</param>
/// <param name="Delivered">Samples delivered in this run, re-sent ones included.</param>
/// <param name="LastDeliveryUnixMilliseconds">When it last took one; null = not in this run.</param>
/// <param name="LastError">What went wrong last; null while all is well.</param>
/// <param name="FailingSinceUnixMilliseconds">Since when it takes nothing; null while all is well.</param>
/// <param name="IsWaitingForClock">True while the gateway's clock is not set and so nothing may be sent.</param>
/// <param name="IsWaitingForTime">True while the next sample's own time is not final, or to come, and holds back the others.</param>
/// <param name="BehindSinceUnixMilliseconds">When the oldest sample that it does not have came; null if it has all.</param>
/// <param name="Resends">Time ranges that are still to be sent again.</param>
internal sealed record SinkState(
    string Name, string Kind, long Cursor, long Lag, long Delivered, long? LastDeliveryUnixMilliseconds,
    string? LastError, long? FailingSinceUnixMilliseconds, bool IsWaitingForClock, bool IsWaitingForTime, long? BehindSinceUnixMilliseconds, int Resends)
{
    /// <summary>How far behind it is, in hours.</summary>
    /// <param name="nowUnixMilliseconds">The gateway's time.</param>
    public double HoursBehind(long nowUnixMilliseconds) => BehindSinceUnixMilliseconds is { } since ? Math.Max(0, nowUnixMilliseconds - since) / 3_600_000.0 : 0;
}
