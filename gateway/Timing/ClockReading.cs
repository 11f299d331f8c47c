namespace Jena.SensorNode.Gateway.Timing;

/// <summary>A reading of the gateway's clock.</summary>
/// <param name="UnixMilliseconds">UTC as far as the gateway knows.</param>
/// <param name="ProvisionalPeriod">0: the clock is set. Else the number of this period without a set clock, unique in the database.</param>
internal readonly record struct ClockReading(long UnixMilliseconds, int ProvisionalPeriod)
{
    /// <summary>True if the clock is set.</summary>
    public bool IsTrusted => ProvisionalPeriod == 0;
}
