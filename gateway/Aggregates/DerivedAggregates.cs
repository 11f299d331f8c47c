using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Aggregates;

/// <summary>
/// Aggregates made when they are asked for. Nothing is stored: a late arrival, a repaired time or a new calibration is right
/// at the next look, and an SD card has nothing to write. A device's day is one or two blocks to read, so a month of days
/// takes some tens of milliseconds.
/// </summary>
internal sealed class DerivedAggregates(IJudgedReadings readings, IThinnedReadings thinned, GatewayTime time) : IAggregates
{
    // Long ranges are read in parts, to hold no more than some days of readings in memory.
    private const int DaysAtATime = 8;

    // Around the range, to tell the sampling interval at its ends.
    private static readonly TimeSpan Context = TimeSpan.FromDays(1);

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
        var now = time.Now;
        var made = new List<Aggregate>();
        foreach (var part in spans.Chunk(atATime))
        {
            var (from, to) = (part[0].Start, part[^1].End);
            var hours = thinned.Read(deviceId, from - Context, to + Context);
            var through = hours.GroupBy(hour => hour.Start).ToDictionary(group => group.Key, group => group.Max(hour => hour.ThroughSequence));
            // What came while the clock was not set counts when its time is right: it would make another day's minimum now.
            var all = readings.Read(deviceId, from - Context, to + Context).Where(reading => !reading.IsProvisional).ToList();

            // A sample that the summary holds must not count twice; one that came after the thinning counts beside it.
            var isHeld = all.ToLookup(reading => through.TryGetValue(HourOf(reading), out var last) && reading.Sequence <= last);
            var expected = new ExpectedSamples(isHeld[false].Select(reading => reading.TimeUnixMilliseconds), hours);
            var counted = isHeld[false].Concat(WithDoubts(hours, isHeld[true])).Where(reading => reading.TimeUnixMilliseconds >= from.ToUnixTimeMilliseconds());
            foreach (var channel in counted.GroupBy(reading => (reading.Reading.Channel, reading.Reading.Quantity, reading.Reading.DepthCentimeters)))
                made.AddRange(Spans([.. channel], part, now, expected));
        }

        return [.. made.OrderBy(aggregate => aggregate.Channel).ThenBy(aggregate => aggregate.Start)];
    }

    /// <summary>
    /// The summaries, with the doubts about the whole sample (battery, clock) from the one that thinning kept of their hour. Doubts about single values
    /// went with them: a spike in a thinned hour is part of its mean and extremes.
    /// </summary>
    private static IEnumerable<TimedReading> WithDoubts(IReadOnlyList<ThinnedHour> hours, IEnumerable<TimedReading> kept)
    {
        var doubts = kept.GroupBy(HourOf).ToDictionary(
            group => group.Key, group => group.Aggregate(QualityFlags.None, (all, reading) => all | reading.Reading.Flags) & (QualityFlags.BatteryLow | QualityFlags.ClockUncertain));
        return hours.SelectMany(hour => hour.Weighted.Select(reading =>
            reading with { Reading = reading.Reading with { Flags = reading.Reading.Flags | doubts.GetValueOrDefault(hour.Start) } }));
    }

    private static DateTimeOffset HourOf(TimedReading reading) =>
        DateTimeOffset.FromUnixTimeMilliseconds(HourSummary.StartOf(reading.TimeUnixMilliseconds));

    private static IEnumerable<Aggregate> Spans(List<TimedReading> readings, (DateTimeOffset Start, DateTimeOffset End)[] spans, DateTimeOffset now, ExpectedSamples expected)
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
                yield return Aggregation.Of(readings.GetRange(first, next - first), start, end, expected.In(start.ToUnixTimeMilliseconds(), Math.Min(last, now.ToUnixTimeMilliseconds())));
        }
    }
}
