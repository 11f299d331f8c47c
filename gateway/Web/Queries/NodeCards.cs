using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>What is shown of a node: its place, how it is, and its last readings.</summary>
internal sealed class NodeCards(IReadingStore store, INodeDirectory nodes, ISampleInterpreter interpreter)
{
    // Nodes send every six hours by default (FRAME.md 5.2): one sending may fail, two in a row want a look, two days a visit.
    private static readonly TimeSpan LateAfter = TimeSpan.FromHours(13);
    private static readonly TimeSpan SilentAfter = TimeSpan.FromHours(48);

    /// <summary>The card of a device.</summary>
    /// <param name="device">The device as it is now.</param>
    /// <param name="now">Gateway time.</param>
    public NodeCard Of(DeviceDescription device, DateTimeOffset now)
    {
        var sample = store.Latest(device.DeviceId);
        var readings = sample is null ? [] : Interpret(device, sample);
        var (level, state) = State(device, sample, readings, now);
        return new NodeCard(
            device.Name,
            device.Site?.Name ?? Say("Ohne Standort", "No site"),
            string.Join(", ", new[] { device.Site?.SpeciesGerman, device.Site?.Street, device.Site?.Reference }.Where(part => !string.IsNullOrEmpty(part)).Distinct()),
            level,
            state,
            sample is null ? Say("noch nie", "never") : Ago(now - DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds)),
            Battery(sample),
            [.. readings.OrderBy(reading => reading.DepthCentimeters).ThenBy(reading => reading.Quantity).ThenBy(reading => reading.Channel).Select(Row)]).WithSharedDoubts();
    }

    /// <summary>A reading as a row.</summary>
    public static ReadingRow Row(Reading reading) => new(
        Words.Depth(reading.DepthCentimeters),
        Words.Of(reading),
        Words.Value(reading),
        reading.Value is null ? [] : Words.Of(reading.Flags),
        reading.Value is null,
        reading.Quantity == Quantity.SoilMoisture && reading.Value is { } percent ? Math.Clamp(percent, 0, 60) : null)
    {
        IsWater = reading.Quantity is Quantity.SoilMoisture or Quantity.SoilTension,
    };

    private IReadOnlyList<Reading> Interpret(DeviceDescription device, Sample sample)
    {
        var instant = DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds);
        return interpreter.Interpret(sample, nodes.DescribeAt(device.DeviceId, instant, sample.LayoutId) ?? device);
    }

    private (Level Level, string State) State(DeviceDescription device, Sample? sample, IReadOnlyList<Reading> readings, DateTimeOffset now)
    {
        if (device.IsRetired)
            return (Level.Unknown, Say("außer Dienst", "retired"));
        if (sample is null)
            return (Level.Unknown, Say("hat noch nichts gesendet", "has sent nothing yet"));
        var age = now - DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds);
        var faults = readings.Where(reading => reading.Value is null).ToList();
        if (age >= SilentAfter)
            return (Level.Alarm, Say("meldet sich nicht mehr", "is silent"));
        if (faults.Count > 0)
            return (Level.Alarm, faults.Count == readings.Count ? Say("keine Sonde misst", "no probe measures") : Count(faults.Count, Say("Sonde gestört", "probe faulty"), Say("Sonden gestört", "probes faulty")));
        if (age >= LateAfter)
            return (Level.Warning, Say("überfällig", "overdue"));
        if (readings.Any(reading => reading.Flags.HasFlag(QualityFlags.BatteryLow)))
            return (Level.Warning, Say("Batterie schwach", "battery low"));
        return readings.Any(reading => (reading.Flags & Doubtful) != 0) ? (Level.Warning, Say("Werte prüfen", "check the values")) : (Level.Good, Say("in Ordnung", "all right"));
    }

    private const QualityFlags Doubtful = QualityFlags.Range | QualityFlags.InAir | QualityFlags.Unregistered;

    private static string Battery(Sample? sample) =>
        sample is { BatteryMillivolts: > 0 } ? $"{Number(sample.BatteryMillivolts / 1000.0, 2)} V" : "";
}
