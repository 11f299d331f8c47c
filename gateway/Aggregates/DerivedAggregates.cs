using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Aggregates;

/// <summary>
/// Aggregates made when they are asked for. Nothing is stored: a late arrival, a repaired time or a new calibration is right
/// at the next look, and an SD card has nothing to write. A device's day is one or two blocks to read, so a month of days
/// takes some tens of milliseconds.
/// </summary>
internal sealed class DerivedAggregates(IJudgedReadings readings, IThinnedReadings thinned, TimeProvider time) : IAggregates
{
    // Long ranges are read in parts, to hold no more than some days of readings in memory.
    private const int DaysAtATime = 8;

    /// <inheritdoc/>
    public IReadOnlyList<Aggregate> Hours(int deviceId, DateTimeOffset from, DateTimeOffset to)
    {
        var hour = TimeSpan.FromHours(1).Ticks;
        var start = new DateTimeOffset((from.UtcTicks + hour - 1) / hour * hour, TimeSpan.Zero);
        var hours = new List<(DateTimeOffset, DateTimeOffset)>();
        for (; start < to; start = start.AddHours(1))
            hours.Add((start, start.AddHours(1)));
        return Make(deviceId, hours, DaysAtATime * 24);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Aggregate> Days(int deviceId, DateOnly first, DateOnly last)
    {
        var days = new List<(DateTimeOffset, DateTimeOffset)>();
        for (var day = first; day <= last; day = day.AddDays(1))
            days.Add((LocalTime.StartOf(day), LocalTime.StartOf(day.AddDays(1))));
        return Make(deviceId, days, DaysAtATime);
    }

    private List<Aggregate> Make(int deviceId, List<(DateTimeOffset Start, DateTimeOffset End)> spans, int atATime)
    {
        var now = time.GetUtcNow();
        var made = new List<Aggregate>();
        foreach (var part in spans.Chunk(atATime))
        {
            var hours = thinned.Read(deviceId, part[0].Start, part[^1].End);
            var all = readings.Read(deviceId, part[0].Start, part[^1].End);
            var interval = hours.Select(hour => hour.IntervalMilliseconds).FirstOrDefault(known => known > 0) is > 0 and var told
                ? told
                : SamplingInterval.Of([.. all.Select(reading => reading.TimeUnixMilliseconds).Distinct().Order()]);
            if (hours.Count > 0)
            {
                // A sample that the summary holds must not count twice; one that came after the thinning counts beside it.
                var through = hours.GroupBy(hour => hour.Start).ToDictionary(group => group.Key, group => group.Max(hour => hour.ThroughSequence));
                all = [.. all.Where(reading => !through.TryGetValue(HourOf(reading), out var last) || reading.Sequence > last), .. hours.SelectMany(hour => hour.Weighted)];
            }

            foreach (var channel in all.GroupBy(reading => (reading.Reading.Channel, reading.Reading.Quantity, reading.Reading.DepthCentimeters)))
                made.AddRange(Spans([.. channel], part, now, interval));
        }

        return [.. made.OrderBy(aggregate => aggregate.Channel).ThenBy(aggregate => aggregate.Start)];
    }

    private static DateTimeOffset HourOf(TimedReading reading) =>
        DateTimeOffset.FromUnixTimeMilliseconds(HourSummary.StartOf(reading.TimeUnixMilliseconds));

    private static IEnumerable<Aggregate> Spans(List<TimedReading> readings, (DateTimeOffset Start, DateTimeOffset End)[] spans, DateTimeOffset now, long interval)
    {
        readings.Sort((left, right) => left.TimeUnixMilliseconds.CompareTo(right.TimeUnixMilliseconds));
        var next = 0;
        foreach (var (start, end) in spans)
        {
            var last = end.ToUnixTimeMilliseconds();
            var first = next;
            while (next < readings.Count && readings[next].TimeUnixMilliseconds < last)
                next++;
            if (next > first)
                yield return Aggregation.Of(readings.GetRange(first, next - first), start, end, now, interval);
        }
    }
}
