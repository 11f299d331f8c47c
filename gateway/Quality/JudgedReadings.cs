namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Reads series and judges them.</summary>
internal sealed class JudgedReadings(SeriesReader reader) : IJudgedReadings
{
    /// <inheritdoc/>
    public IReadOnlyList<TimedReading> Read(int deviceId, DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        return
        [
            .. reader.Read(deviceId, first - (long)SeriesJudge.Before.TotalMilliseconds, last + (long)SeriesJudge.After.TotalMilliseconds)
                .SelectMany(SeriesJudge.Judge)
                .Where(reading => reading.TimeUnixMilliseconds >= first && reading.TimeUnixMilliseconds < last)
                .OrderBy(reading => reading.Reading.Channel).ThenBy(reading => reading.TimeUnixMilliseconds),
        ];
    }
}
