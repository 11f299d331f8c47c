namespace Jena.SensorNode.Gateway.Readings;

/// <summary>
/// Keeps samples: durable, each identity once, in order of commit. The contract tests hold for every implementation.
/// </summary>
internal interface IReadingStore
{
    /// <summary>Highest sequence committed; 0 while empty.</summary>
    long LastSequence { get; }

    /// <summary>Raised after a commit with new samples, on the writer's thread: return at once.</summary>
    event Action? Appended;

    /// <summary>Samples of a device taken in [from, to), by time. A snapshot; may be long, so it is streamed.</summary>
    IEnumerable<Sample> Read(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds);

    /// <summary>The newest sample of a device by its time; null if it has none.</summary>
    Sample? Latest(int deviceId);

    /// <summary>The next samples in order of commit after a sequence; what a sink or a calculation follows with its cursor.</summary>
    /// <param name="afterSequence">The last one already seen.</param>
    /// <param name="maximumCount">At most so many.</param>
    IReadOnlyList<Sample> ReadAfter(long afterSequence, int maximumCount);
}
