using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;

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
        IReadOnlyList<Reading> Interpreted(Func<ChannelSummary, int> raw) => interpreter.Interpret(SampleOf(hour, deviceId, raw), device);
        var below = Interpreted(channel => (int)Math.Floor(channel.Mean));
        var above = Interpreted(channel => (int)Math.Floor(channel.Mean) + 1);
        var extremes = Interpreted(channel => channel.Minimum).Concat(Interpreted(channel => channel.Maximum));
        var readings = extremes.Select(reading => new TimedReading(hour.StartUnixMilliseconds, reading) { Weight = 0 }).ToList();
        for (var channel = 0; channel < hour.Channels.Count; channel++)
        {
            var part = hour.Channels[channel].Mean - Math.Floor(hour.Channels[channel].Mean);
            var mean = below[channel].Value + (part * (above[channel].Value - below[channel].Value));
            readings.Add(new(hour.StartUnixMilliseconds, below[channel] with { Value = mean }) { Weight = hour.Channels[channel].Count });
        }

        return readings;
    }

    // The battery and the clock are judged by the sample that was kept.
    private static Sample SampleOf(HourSummary hour, int deviceId, Func<ChannelSummary, int> raw) => new()
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
        Values = [.. hour.Channels.Select(raw)],
        Faults = [.. hour.Channels.Select(channel => (byte)(channel.Count == 0 ? Jena.SensorNode.Frames.ChannelFault.Missing : Jena.SensorNode.Frames.ChannelFault.None))],
    };
}
