namespace Jena.SensorNode.Gateway.Quality;

/// <summary>A reading with its time.</summary>
/// <param name="TimeUnixMilliseconds">When it was measured: Unix milliseconds, UTC.</param>
/// <param name="Reading">The reading.</param>
internal readonly record struct TimedReading(long TimeUnixMilliseconds, Reading Reading);
