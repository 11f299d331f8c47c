using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>The time that ages on a page are counted from.</summary>
internal static class PageTime
{
    /// <summary>
    /// The gateway's own time, which readings are dated by: a host clock that jumped, or that nobody has set yet, makes no node silent and no
    /// reading one of the future.
    /// </summary>
    public static DateTimeOffset Instant(this GatewayClock clock) => clock.Present;
}
