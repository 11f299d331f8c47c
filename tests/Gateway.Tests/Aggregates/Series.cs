using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Aggregates;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Aggregates;

/// <summary>Readings of one channel in memory, and thinned hours made of them as retention makes them.</summary>
internal sealed class Series : IJudgedReadings, IThinnedReadings
{
    private readonly List<TimedReading> _readings = [];
    private readonly List<ThinnedHour> _thinned = [];
    private long _sequence;

    public int Count => _readings.Count;

    public IEnumerable<DateTimeOffset> Times => _readings.Select(reading => DateTimeOffset.FromUnixTimeMilliseconds(reading.TimeUnixMilliseconds));

    public static Reading Reading(double? value, QualityFlags flags, Quantity quantity = Quantity.SoilMoisture) => new(
        0, ChannelKind.SoilMoistureAdc, quantity, 30, value, "%", value is null ? ChannelFault.Missing : ChannelFault.None, flags, 0);

    public Series Every(double minutes, DateTimeOffset from, DateTimeOffset to, Func<int, double> value, Func<int, bool>? skip = null)
    {
        var index = 0;
        for (var time = from; time < to; time = time.AddMinutes(minutes), index++)
        {
            if (skip?.Invoke(index) != true)
                Add(time, value(index));
        }

        return this;
    }

    public void Add(DateTimeOffset time, double? value, QualityFlags flags = QualityFlags.None) =>
        _readings.Add(new(time.ToUnixTimeMilliseconds(), Reading(value, flags)) { Sequence = ++_sequence });

    /// <summary>Keeps the first reading of each hour before <paramref name="end"/>, and the summary of all of them.</summary>
    public void ThinBefore(DateTimeOffset end, long intervalMilliseconds)
    {
        var through = _sequence;
        foreach (var hour in _readings.Where(reading => reading.TimeUnixMilliseconds < end.ToUnixTimeMilliseconds()).GroupBy(reading => reading.TimeUnixMilliseconds / 3_600_000).ToList())
        {
            var values = hour.Select(reading => reading.Reading.Value).OfType<double>().ToList();
            var start = hour.Key * 3_600_000;
            _thinned.Add(new(DateTimeOffset.FromUnixTimeMilliseconds(start), through, intervalMilliseconds,
            [
                new(start, Reading(values.Min(), QualityFlags.None)) { Weight = 0 },
                new(start, Reading(values.Max(), QualityFlags.None)) { Weight = 0 },
                new(start, Reading(values.Average(), QualityFlags.None)) { Weight = values.Count },
            ]));
            foreach (var reading in hour.OrderBy(reading => reading.TimeUnixMilliseconds).Skip(1))
                _readings.Remove(reading);
        }
    }

    public DerivedAggregates Aggregates(DateTimeOffset now) => new(this, this, new GatewayTime(new FakeTimeProvider(now)));

    IReadOnlyList<TimedReading> IJudgedReadings.Read(int deviceId, DateTimeOffset from, DateTimeOffset to) =>
        [.. _readings.Where(reading => reading.TimeUnixMilliseconds >= from.ToUnixTimeMilliseconds() && reading.TimeUnixMilliseconds < to.ToUnixTimeMilliseconds())
            .OrderBy(reading => reading.TimeUnixMilliseconds)];

    IReadOnlyList<ThinnedHour> IThinnedReadings.Read(int deviceId, DateTimeOffset from, DateTimeOffset to) => [.. _thinned.Where(hour => hour.Start >= from && hour.Start < to)];
}
