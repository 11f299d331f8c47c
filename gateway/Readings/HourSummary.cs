namespace Jena.SensorNode.Gateway.Readings;

/// <summary>What thinning keeps of all the raw samples of one device and hour, so that aggregates of thinned days stay right.</summary>
/// <param name="StartUnixMilliseconds">Begin of the hour, UTC.</param>
/// <param name="LayoutId">Probe layout that took the samples.</param>
/// <param name="ThroughSequence">Samples of the hour up to this sequence are in; a later one arrived after the thinning and counts beside it.</param>
/// <param name="IntervalMilliseconds">Median step between the samples of the day; 0 = too few to tell.</param>
/// <param name="Channels">Raw values by channel.</param>
internal sealed record HourSummary(
    long StartUnixMilliseconds, int LayoutId, long ThroughSequence, long IntervalMilliseconds, IReadOnlyList<ChannelSummary> Channels)
{
    /// <summary>Milliseconds of an hour.</summary>
    public const long HourMilliseconds = 3_600_000;

    /// <summary>Begin of the hour of a time.</summary>
    public static long StartOf(long unixMilliseconds) => unixMilliseconds - (((unixMilliseconds % HourMilliseconds) + HourMilliseconds) % HourMilliseconds);
}

/// <summary>Raw values without a fault of one channel in one hour.</summary>
/// <param name="Count">How many.</param>
/// <param name="Minimum">Lowest; 0 where there is none.</param>
/// <param name="Maximum">Highest; 0 where there is none.</param>
/// <param name="Sum">Sum of all.</param>
internal readonly record struct ChannelSummary(int Count, int Minimum, int Maximum, long Sum)
{
    /// <summary>Mean in raw units.</summary>
    public double Mean => Count == 0 ? 0 : (double)Sum / Count;

    /// <summary>With one value more.</summary>
    public ChannelSummary With(int value) => Count == 0
        ? new ChannelSummary(1, value, value, value)
        : new ChannelSummary(Count + 1, Math.Min(Minimum, value), Math.Max(Maximum, value), Sum + value);
}
