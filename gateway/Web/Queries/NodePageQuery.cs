using Jena.SensorNode.Gateway.Aggregates;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Timing;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>Puts the page of one node together.</summary>
internal sealed class NodePageQuery(INodeDirectory nodes, NodeCards cards, IJudgedReadings judged, IReadingStore store, INodeReports reports, IncidentBook incidents, GatewayClock clock)
{
    private const int Days = 7;

    // A curve is not drawn through missing samples. Where a device measures rarely, what is missing is told by its own pace.
    private const long ShortestGapMilliseconds = 3 * 3_600_000;
    private const double GapInSteps = 2.5;

    /// <summary>The page; null where there is no such node.</summary>
    public NodePage? Ask(string name)
    {
        var device = nodes.All().FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
        if (device is null)
            return null;
        var now = clock.Instant();
        var card = cards.Of(device, now);
        return new NodePage(WithCurves(card, device, now), Facts(device, card, store.Latest(device.DeviceId)));
    }

    private NodeCard WithCurves(NodeCard card, DeviceDescription device, DateTimeOffset now)
    {
        var rows = Rows(device, now);
        var whole = rows.Count == 0 ? card : (card with { Rows = rows, Notes = [] }).WithSharedDoubts();
        return !store.HasUnreadable(device.DeviceId, now.AddDays(-Days).ToUnixTimeMilliseconds())
            ? whole
            : whole with { Notes = [.. whole.Notes, Say("Ein Teil der letzten 7 Tage ist nicht lesbar: Speicherkarte prüfen („/health“ nennt es)", "a part of the last 7 days cannot be read: check the card (“/health” names it)")] };
    }

    private List<ReadingRow> Rows(DeviceDescription device, DateTimeOffset now)
    {
        var from = now.AddDays(-Days);
        var newest = store.Latest(device.DeviceId)?.TimeUnixMilliseconds ?? 0;
        return [.. judged.Read(device.DeviceId, from, now.AddMinutes(1))
            .GroupBy(reading => (reading.Reading.DepthCentimeters, reading.Reading.Quantity, reading.Reading.Channel))
            .OrderBy(group => group.Key.DepthCentimeters).ThenBy(group => group.Key.Quantity).ThenBy(group => group.Key.Channel)
            .Select(group => Row([.. group.OrderBy(reading => reading.TimeUnixMilliseconds)], newest, from, now))];
    }

    private static ReadingRow Row(List<TimedReading> readings, long newest, DateTimeOffset from, DateTimeOffset to)
    {
        var last = readings[^1].Reading;
        // As in the aggregates: an outlier would be the extent of the week, and flatten the curve.
        var points = readings.Where(reading => reading.Reading.Value is not null && Aggregation.Counts(reading.Reading.Flags))
            .Select(reading => (reading.TimeUnixMilliseconds, reading.Reading.Value!.Value)).ToList();
        var row = ReadingRows.Row(NewestReading.Of(readings, newest), newest, to);
        if (points.Count < 2)
            return row;
        var extent = $"{Number(points.Min(point => point.Value), Words.Decimals(last.Quantity))} {Say("bis", "to")} {Number(points.Max(point => point.Value), Words.Decimals(last.Quantity))} {last.Unit}".TrimEnd();
        var description = $"{Words.Of(last)} {Words.Depth(last.DepthCentimeters)}, {Say($"letzte {Days} Tage", $"last {Days} days")}: {extent}";
        return row with
        {
            Curve = Sparkline.Draw(points, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), LongestGap(points), SmallestSpan(last.Quantity), description),
            Extent = extent,
        };
    }

    private static long LongestGap(List<(long Time, double Value)> points)
    {
        var steps = points.Zip(points.Skip(1), (earlier, later) => later.Time - earlier.Time).Order().ToList();
        return Math.Max(ShortestGapMilliseconds, (long)(GapInSteps * steps[steps.Count / 2]));
    }

    private static string Identity(SampleIdentity identity) => Say($"Start {identity.Boot}, Probe {identity.Counter}", $"boot {identity.Boot}, sample {identity.Counter}")
        + (identity.Incarnation > 0 ? $", {Say("Neuanfang", "restart")} {identity.Incarnation}" : "");

    private static double SmallestSpan(Quantity quantity) => quantity switch
    {
        Quantity.SoilMoisture => 5,
        Quantity.SoilTemperature or Quantity.AirTemperature => 4,
        Quantity.AirHumidity => 20,
        Quantity.SoilTension => 10,
        _ => 1,
    };

    // What was refused and what the node reports is there without any sample too: why none came through is what people look for.
    private IReadOnlyList<(string Name, string Text)> Facts(DeviceDescription device, NodeCard card, Sample? sample) =>
        [.. Registered(device, card), .. sample is null ? [] : Sampled(device, card, sample), .. StreamFacts.Of(incidents.All, device.Name), .. NodeFacts.Of(reports.Status(device.DeviceId))];

    private static IEnumerable<(string Name, string Text)> Registered(DeviceDescription device, NodeCard card)
    {
        yield return (device.Kind == DeviceKindOf.Node ? Say("Knoten", "Node") : Say("Geräte-EUI", "Device EUI"), device.Name);
        if (device.Model.Length > 0)
            yield return (Say("Modell", "Model"), device.Model);
        if (device.Site is { } site)
            yield return (Say("Standort", "Site"), $"{site.Reference}, {Number(site.Latitude, 5)}° N, {Number(site.Longitude, 5)}° {Say("O", "E")}");
        if (card.Battery.Length > 0)
            yield return (Say("Batterie", "Battery"), card.Battery);
    }

    private IEnumerable<(string Name, string Text)> Sampled(DeviceDescription device, NodeCard card, Sample sample)
    {
        yield return (Say("Letzte Messung", "Last measurement"), $"{Time(DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds))} ({card.Age})");
        yield return (Say("Empfangen", "Received"), Time(DateTimeOffset.FromUnixTimeMilliseconds(sample.ReceivedUnixMilliseconds)));
        yield return (Say("Zeit auf", "Time within"), $"± {Number(sample.UncertaintyMilliseconds / 1000.0, sample.UncertaintyMilliseconds < 10_000 ? 1 : 0)} s{(sample.TimeIsProvisional ? Say(", vorläufig", ", provisional") : "")}");
        yield return (Say("Zähler", "Counters"), Identity(sample.Identity));
        var streams = store.Streams(device.DeviceId);
        foreach (var fact in StreamFacts.Of(streams, device.Kind == DeviceKindOf.Node ? SampleGaps.OfNode(streams, reports.Status(device.DeviceId)?.Health) : SampleGaps.OfForeign(streams)))
            yield return fact;
    }
}
