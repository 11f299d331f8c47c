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
/// <param name="Resends">Time ranges that are still to be sent again.</param>
internal sealed record SinkState(
    string Name, string Kind, long Cursor, long Lag, long Delivered, long? LastDeliveryUnixMilliseconds,
    string? LastError, long? FailingSinceUnixMilliseconds, bool IsWaitingForClock, int Resends);
