using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Reads samples and sorts their readings into series, each the readings that may be compared with each other.</summary>
internal sealed class SeriesReader(IReadingStore store, INodeDirectory nodes, ISampleInterpreter interpreter)
{
    /// <summary>The series of a device in [from, to) of Unix milliseconds, each by time; not judged yet. Milliseconds, for dates end at the years 1 and 9999.</summary>
    public IReadOnlyCollection<IReadOnlyList<TimedReading>> Read(int deviceId, long from, long to)
    {
        var series = new Dictionary<(int Layout, int Channel, int Probe), List<TimedReading>>();
        foreach (var sample in store.Read(deviceId, from, to))
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
                channel.Add(new(sample.TimeUnixMilliseconds, reading) { Sequence = sample.Sequence, IsProvisional = sample.TimeIsProvisional });
            }
        }

        return series.Values;
    }

    private static int ProbeOf(DeviceDescription device, int channel) => device.Probes.FirstOrDefault(probe => probe.Channel == channel)?.ProbeId ?? 0;
}
