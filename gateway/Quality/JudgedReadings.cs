using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Reads samples, interprets and judges them.</summary>
internal sealed class JudgedReadings(IReadingStore store, INodeDirectory nodes, ISampleInterpreter interpreter) : IJudgedReadings
{
    // What the judge must have seen before and after the range, so that a reading has the same flags whatever range is asked
    // for: the longest time after which something is stuck, and the next reading for a spike.
    private static readonly TimeSpan Before = SeriesLimits.LongestStuckAfter + SeriesJudge.FarthestNeighbour;
    private static readonly TimeSpan After = SeriesJudge.FarthestNeighbour;

    /// <inheritdoc/>
    public IReadOnlyList<TimedReading> Read(int deviceId, DateTimeOffset from, DateTimeOffset to)
    {
        var judges = new Dictionary<(int Layout, int Channel, int Probe), (SeriesJudge Judge, List<TimedReading> Readings)>();
        var (first, last) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        foreach (var sample in store.Read(deviceId, (from - Before).ToUnixTimeMilliseconds(), (to + After).ToUnixTimeMilliseconds()))
        {
            var instant = DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds);
            if (nodes.DescribeAt(deviceId, instant, sample.LayoutId) is not { } device)
                continue;
            foreach (var reading in interpreter.Interpret(sample, device))
            {
                // A probe that was replaced is compared with itself only.
                var key = (sample.LayoutId, reading.Channel, ProbeOf(device, reading.Channel));
                if (!judges.TryGetValue(key, out var channel))
                    judges[key] = channel = (new(), []);
                Keep(channel.Readings, channel.Judge.Push(new(sample.TimeUnixMilliseconds, reading) { Sequence = sample.Sequence }), first, last);
            }
        }

        foreach (var (judge, readings) in judges.Values)
            Keep(readings, judge.Finish(), first, last);
        return [.. judges.Values.SelectMany(channel => channel.Readings).OrderBy(reading => reading.Reading.Channel).ThenBy(reading => reading.TimeUnixMilliseconds)];
    }

    private static int ProbeOf(DeviceDescription device, int channel) => device.Probes.FirstOrDefault(probe => probe.Channel == channel)?.ProbeId ?? 0;

    private static void Keep(List<TimedReading> readings, TimedReading? judged, long first, long last)
    {
        if (judged is { } reading && reading.TimeUnixMilliseconds >= first && reading.TimeUnixMilliseconds < last)
            readings.Add(reading);
    }
}
