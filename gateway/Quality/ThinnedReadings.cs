using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>
/// Interprets the raw summaries of thinned hours with today's calibration. Curves rise or fall without turning, so the
/// extremes of raw are the extremes of the value; within an hour they are straight enough for the mean.
/// </summary>
internal sealed class ThinnedReadings(IReadingStore store, INodeDirectory nodes, ISampleInterpreter interpreter) : IThinnedReadings
{
    /// <inheritdoc/>
    public IReadOnlyList<ThinnedHour> Read(int deviceId, DateTimeOffset from, DateTimeOffset to)
    {
        var hours = new List<ThinnedHour>();
        foreach (var hour in store.ThinnedHours(deviceId, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds()))
        {
            var start = DateTimeOffset.FromUnixTimeMilliseconds(hour.StartUnixMilliseconds);
            if (nodes.DescribeAt(deviceId, start, hour.LayoutId) is { } device)
                hours.Add(new ThinnedHour(start, hour.ThroughSequence, hour.IntervalMilliseconds, Weighted(hour, deviceId, device)));
        }

        return hours;
    }

    private List<TimedReading> Weighted(HourSummary hour, int deviceId, DeviceDescription device)
    {
        IReadOnlyList<Reading> Interpreted(Func<ChannelSummary, int> raw) => interpreter.Interpret(SampleOf(hour, deviceId, hour.Channels.Select(raw)), device);
        var below = Interpreted(channel => (int)Math.Floor(channel.Mean));
        var above = Interpreted(channel => (int)Math.Floor(channel.Mean) + 1);
        var readings = Extremes(hour, deviceId, device, below, channel => channel.Minimum)
            .Concat(Extremes(hour, deviceId, device, below, channel => channel.Maximum))
            .Select(reading => new TimedReading(hour.StartUnixMilliseconds, reading) { Weight = 0 }).ToList();
        for (var channel = 0; channel < hour.Channels.Count; channel++)
        {
            var part = hour.Channels[channel].Mean - Math.Floor(hour.Channels[channel].Mean);
            var mean = below[channel].Value + (part * (above[channel].Value - below[channel].Value));
            readings.Add(new(hour.StartUnixMilliseconds, below[channel] with { Value = mean }) { Weight = hour.Channels[channel].Count });
        }

        return readings;
    }

    // Each channel's extreme as the others were on the mean: the coldest moment of the hour was not the driest, and compensation and frost go by it.
    private IEnumerable<Reading> Extremes(HourSummary hour, int deviceId, DeviceDescription device, IReadOnlyList<Reading> mean, Func<ChannelSummary, int> raw)
    {
        bool IsWater(int channel) => mean[channel].Quantity is Quantity.SoilMoisture or Quantity.SoilTension or Quantity.Permittivity;
        IReadOnlyList<Reading> Of(bool ofWater) => interpreter.Interpret(
            SampleOf(hour, deviceId, hour.Channels.Select((channel, index) => IsWater(index) == ofWater ? raw(channel) : (int)Math.Round(channel.Mean))), device);
        var (water, others) = (Of(ofWater: true), Of(ofWater: false));
        return Enumerable.Range(0, mean.Count).Select(channel => IsWater(channel) ? water[channel] : others[channel]);
    }

    // The battery and the clock are judged by the sample that was kept.
    private static Sample SampleOf(HourSummary hour, int deviceId, IEnumerable<int> values) => new()
    {
        Sequence = hour.ThroughSequence,
        Identity = new SampleIdentity(deviceId, 0, 0, 0),
        LayoutId = hour.LayoutId,
        NodeSeconds = 0,
        TimeUnixMilliseconds = hour.StartUnixMilliseconds,
        UncertaintyMilliseconds = 0,
        TimeIsProvisional = false,
        ReceivedUnixMilliseconds = hour.StartUnixMilliseconds,
        BatteryMillivolts = 0,
        Values = [.. values],
        Faults = [.. hour.Channels.Select(channel => (byte)(channel.Count == 0 ? Jena.SensorNode.Frames.ChannelFault.Missing : Jena.SensorNode.Frames.ChannelFault.None))],
    };
}
