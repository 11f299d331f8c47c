namespace Jena.SensorNode.Gateway.Timing;

/// <summary>Samples that were found with arrivals later than the time now, for health and log.</summary>
/// <param name="Redated">How many were given new times.</param>
/// <param name="Left">How many were left as they are: they do not fit between what arrived before and now.</param>
/// <param name="FirstArrivalUnixMilliseconds">Earliest of the impossible arrivals, as it was stored.</param>
/// <param name="LastArrivalUnixMilliseconds">Latest of them.</param>
/// <param name="FirstTimeUnixMilliseconds">Earliest new time of a sample; 0 where none was given.</param>
/// <param name="LastTimeUnixMilliseconds">Latest new time.</param>
/// <param name="FoundUnixMilliseconds">When they were found.</param>
internal sealed record ArrivalsAhead(
    int Redated, int Left, long FirstArrivalUnixMilliseconds, long LastArrivalUnixMilliseconds, long FirstTimeUnixMilliseconds, long LastTimeUnixMilliseconds, long FoundUnixMilliseconds)
{
    /// <summary>Both findings in one; of what is left the later one tells.</summary>
    public ArrivalsAhead With(ArrivalsAhead later) => later.Redated == 0 || Redated == 0
        ? (later.Redated == 0 ? this : later) with { Left = later.Left, LastArrivalUnixMilliseconds = Math.Max(LastArrivalUnixMilliseconds, later.LastArrivalUnixMilliseconds) }
        : new ArrivalsAhead(
            Redated + later.Redated,
            later.Left,
            Math.Min(FirstArrivalUnixMilliseconds, later.FirstArrivalUnixMilliseconds),
            Math.Max(LastArrivalUnixMilliseconds, later.LastArrivalUnixMilliseconds),
            Math.Min(FirstTimeUnixMilliseconds, later.FirstTimeUnixMilliseconds),
            Math.Max(LastTimeUnixMilliseconds, later.LastTimeUnixMilliseconds),
            later.FoundUnixMilliseconds);
}
