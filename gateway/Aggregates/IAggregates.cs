namespace Jena.SensorNode.Gateway.Aggregates;

/// <summary>Hours and days of readings, for pages and exports.</summary>
internal interface IAggregates
{
    /// <summary>Hours (UTC) that begin in [from, to), by channel and time. Hours without any reading are not there.</summary>
    IReadOnlyList<Aggregate> Hours(int deviceId, DateTimeOffset from, DateTimeOffset to);

    /// <summary>Local days of Jena from the first to the last, both included: 23 or 25 hours long when clocks change.</summary>
    IReadOnlyList<Aggregate> Days(int deviceId, DateOnly first, DateOnly last);
}
