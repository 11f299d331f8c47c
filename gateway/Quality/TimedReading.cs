namespace Jena.SensorNode.Gateway.Quality;

/// <summary>A reading with its time.</summary>
/// <param name="TimeUnixMilliseconds">When it was measured: Unix milliseconds, UTC.</param>
/// <param name="Reading">The reading.</param>
internal readonly record struct TimedReading(long TimeUnixMilliseconds, Reading Reading)
{
    /// <summary>Sequence of its sample in the store.</summary>
    public long Sequence { get; init; }

    /// <summary>True while its time hangs on a clock that is not set: it belongs to no day yet.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>How many readings it stands for: 1, or those of a thinned hour; 0 for an extreme that the mean counts already.</summary>
    public int Weight { get; init; } = 1;
}
