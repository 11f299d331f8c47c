using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Aggregates;

/// <summary>One hour or day of one channel, made of its readings.</summary>
internal static class Aggregation
{
    /// <summary>Doubts that keep a value out of minimum, mean and maximum: it does not tell the quantity at all.</summary>
    public const QualityFlags NotCounted = QualityFlags.Range | QualityFlags.Spike | QualityFlags.InAir | QualityFlags.FrozenSoil;

    /// <summary>Whether a value with these doubts counts. One that may only be very dry, for want of a calibration, does.</summary>
    public static bool Counts(QualityFlags flags) =>
        ((flags.HasFlag(QualityFlags.Uncalibrated) ? flags & ~QualityFlags.InAir : flags) & NotCounted) == 0;

    /// <summary>Makes the aggregate.</summary>
    /// <param name="readings">Readings of one channel within the time, at least one.</param>
    /// <param name="start">First instant.</param>
    /// <param name="end">First instant after it.</param>
    /// <param name="expected">Samples that the time lets expect, until now: what has not come yet is not expected.</param>
    public static Aggregate Of(IReadOnlyList<TimedReading> readings, DateTimeOffset start, DateTimeOffset end, int expected)
    {
        var first = readings[0].Reading;
        var valued = readings.Where(reading => reading.Reading.Value is not null).ToList();
        var counted = valued.Where(reading => Counts(reading.Reading.Flags)).Select(reading => (Value: reading.Reading.Value!.Value, reading.Weight)).ToList();
        var weight = counted.Sum(reading => reading.Weight);
        var flags = valued.Where(reading => Counts(reading.Reading.Flags)).Aggregate(QualityFlags.None, (all, reading) => all | reading.Reading.Flags);
        return new Aggregate
        {
            Start = start,
            End = end,
            Channel = first.Channel,
            Quantity = first.Quantity,
            DepthCentimeters = first.DepthCentimeters,
            Minimum = counted.Count == 0 ? null : counted.Min(reading => reading.Value),
            Mean = weight == 0 ? null : first.Quantity == Quantity.WindDirection ? MeanDirection(counted) : counted.Sum(reading => reading.Value * reading.Weight) / weight,
            Maximum = counted.Count == 0 ? null : counted.Max(reading => reading.Value),
            Count = weight,
            Doubtful = valued.Sum(reading => reading.Weight) - weight,
            Expected = expected,
            Flags = flags,
        };
    }

    private static double MeanDirection(List<(double Value, int Weight)> degrees)
    {
        var north = degrees.Sum(degree => degree.Weight * Math.Cos(degree.Value * Math.PI / 180));
        var east = degrees.Sum(degree => degree.Weight * Math.Sin(degree.Value * Math.PI / 180));
        return ((Math.Atan2(east, north) * 180 / Math.PI) + 360) % 360;
    }
}
