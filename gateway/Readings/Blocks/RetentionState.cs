namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>What the size bound has cost so far, for health and page.</summary>
/// <param name="UnforwardedSamples">Samples that had to go before every sink had them, ever.</param>
/// <param name="LastUnixMilliseconds">When that last happened; 0 = never.</param>
/// <param name="IsAboveBound">True while the database is above its bound though nothing is left that could go.</param>
internal sealed record RetentionState(long UnforwardedSamples, long LastUnixMilliseconds, bool IsAboveBound);
