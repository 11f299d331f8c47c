using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Commands.Readings;

/// <summary>
/// The readings of devices as rows, judged as the pages and aggregates judge them, sample by sample. Only some weeks of one
/// device are in memory at a time: a year of a city does not fit.
/// </summary>
internal sealed class ReadingRows(IReadingStore store, INodeDirectory directory, IJudgedReadings judged)
{
    private const int SamplesOfStretch = 10_000;

    /// <summary>Rows of the devices one after the other, each by time, in [from, to).</summary>
    public IEnumerable<ExportRow> Read(IEnumerable<DeviceDescription> devices, long fromUnixMilliseconds, long toUnixMilliseconds) =>
        devices.SelectMany(device => Stretches(store.Read(device.DeviceId, fromUnixMilliseconds, toUnixMilliseconds))
            .SelectMany(samples => Rows(device, samples)));

    private IEnumerable<ExportRow> Rows(DeviceDescription device, List<Sample> samples)
    {
        var readings = judged
            .Read(device.DeviceId, Instant(samples[0].TimeUnixMilliseconds), Instant(samples[^1].TimeUnixMilliseconds + 1))
            .ToLookup(reading => reading.Sequence, reading => reading.Reading);
        foreach (var sample in samples)
        {
            var site = directory.DescribeAt(device.DeviceId, Instant(sample.TimeUnixMilliseconds), sample.LayoutId)?.Site;
            foreach (var reading in readings[sample.Sequence].OrderBy(reading => reading.Channel))
            {
                yield return ExportRow.Of(sample, device.Name, site, reading);
            }
        }
    }

    /// <summary>Runs of samples; those of one instant stay together.</summary>
    private static IEnumerable<List<Sample>> Stretches(IEnumerable<Sample> samples)
    {
        var stretch = new List<Sample>();
        foreach (var sample in samples)
        {
            if (stretch.Count >= SamplesOfStretch && sample.TimeUnixMilliseconds > stretch[^1].TimeUnixMilliseconds)
            {
                yield return stretch;
                stretch = [];
            }

            stretch.Add(sample);
        }

        if (stretch.Count > 0)
        {
            yield return stretch;
        }
    }

    private static DateTimeOffset Instant(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
}
