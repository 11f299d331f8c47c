namespace Jena.SensorNode.Gateway.Timing;

/// <summary>A time and how well it is known.</summary>
/// <param name="UnixMilliseconds">UTC.</param>
/// <param name="UncertaintyMilliseconds">The true time lies within ± this.</param>
internal readonly record struct SampleTime(long UnixMilliseconds, int UncertaintyMilliseconds);
