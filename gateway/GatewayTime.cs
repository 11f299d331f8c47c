namespace Jena.SensorNode.Gateway;

/// <summary>
/// The present, for what dates or judges something below the gateway's own clock (<c>Timing</c>) and cannot know it: by that clock once the
/// service has made it, so that a jump of the machine's clock moves nothing; by the machine's in a command that asks for no such clock.
/// </summary>
/// <param name="machine">The machine's clock.</param>
internal sealed class GatewayTime(TimeProvider machine)
{
    private volatile Func<DateTimeOffset>? _own;

    /// <summary>The present; while the clock is not set, no earlier than the newest time that was ever known to be right.</summary>
    public DateTimeOffset Now => _own is { } own ? own() : machine.GetUtcNow();

    /// <summary>The same in Unix ms: what was found before never looks as if it were to come.</summary>
    public long NowUnixMilliseconds => Now.ToUnixTimeMilliseconds();

    /// <summary>Goes by the gateway's own clock from now on.</summary>
    public void Follow(Func<DateTimeOffset> own) => _own = own;
}
