using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Aggregates;

/// <summary>The readings of one channel in one hour or day.</summary>
internal sealed record Aggregate
{
    /// <summary>First instant, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>First instant after it, UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Channel in the sample.</summary>
    public required int Channel { get; init; }

    /// <summary>What was measured.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>Depth; 255 where it is not in the soil or not known.</summary>
    public required int DepthCentimeters { get; init; }

    /// <summary>Lowest value; null where no reading counts.</summary>
    public double? Minimum { get; init; }

    /// <summary>Mean of the readings that count; of wind direction the direction of the mean vector.</summary>
    public double? Mean { get; init; }

    /// <summary>Highest value.</summary>
    public double? Maximum { get; init; }

    /// <summary>Readings that count.</summary>
    public required int Count { get; init; }

    /// <summary>Readings with a value that do not count, because it cannot be true (<see cref="Aggregation.NotCounted"/>).</summary>
    public required int Doubtful { get; init; }

    /// <summary>Readings that the device's sampling interval lets expect in the time; until now where it has not ended.</summary>
    public required int Expected { get; init; }

    /// <summary>Every doubt about any of the readings that count.</summary>
    public required QualityFlags Flags { get; init; }

    /// <summary>Share of the expected readings that count, 0 to 1.</summary>
    public double Completeness => Expected == 0 ? (Count > 0 ? 1 : 0) : Math.Min(1, (double)Count / Expected);
}
