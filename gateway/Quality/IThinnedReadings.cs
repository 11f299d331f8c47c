namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Hours of which retention has left one sample: what all of their readings were.</summary>
internal interface IThinnedReadings
{
    /// <summary>Thinned hours that begin in [from, to), by time.</summary>
    IReadOnlyList<ThinnedHour> Read(int deviceId, DateTimeOffset from, DateTimeOffset to);
}

/// <summary>A thinned hour.</summary>
/// <param name="Start">Its begin.</param>
/// <param name="ThroughSequence">Samples up to this sequence are in.</param>
/// <param name="IntervalMilliseconds">Sampling interval of the day; 0 = unknown.</param>
/// <param name="Weighted">Of each channel its mean, weighing as many readings as there were, and its extremes, weighing nothing.</param>
internal sealed record ThinnedHour(DateTimeOffset Start, long ThroughSequence, long IntervalMilliseconds, IReadOnlyList<TimedReading> Weighted);
