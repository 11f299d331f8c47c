using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Reads samples, interprets and judges them.</summary>
internal sealed class JudgedReadings(IReadingStore store, INodeDirectory nodes, ISampleInterpreter interpreter) : IJudgedReadings
{
    /// <inheritdoc/>
    public IReadOnlyList<TimedReading> Read(int deviceId, DateTimeOffset from, DateTimeOffset to)
    {
        var series = new Dictionary<(int Layout, int Channel, int Probe), List<TimedReading>>();
        var (first, last) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        foreach (var sample in store.Read(deviceId, first - Milliseconds(SeriesJudge.Before), last + Milliseconds(SeriesJudge.After)))
        {
            var instant = DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds);
            if (nodes.DescribeAt(deviceId, instant, sample.LayoutId) is not { } device)
                continue;
            foreach (var reading in interpreter.Interpret(sample, device))
            {
                // A probe that was replaced is compared with itself only.
                var key = (sample.LayoutId, reading.Channel, ProbeOf(device, reading.Channel));
                if (!series.TryGetValue(key, out var channel))
                    series[key] = channel = [];
                channel.Add(new(sample.TimeUnixMilliseconds, reading) { Sequence = sample.Sequence });
            }
        }

        return
        [
            .. series.Values.SelectMany(SeriesJudge.Judge)
                .Where(reading => reading.TimeUnixMilliseconds >= first && reading.TimeUnixMilliseconds < last)
                .OrderBy(reading => reading.Reading.Channel).ThenBy(reading => reading.TimeUnixMilliseconds),
        ];
    }

    // In milliseconds and not as dates, which end at the years 1 and 9999.
    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;

    private static int ProbeOf(DeviceDescription device, int channel) => device.Probes.FirstOrDefault(probe => probe.Channel == channel)?.ProbeId ?? 0;
}
