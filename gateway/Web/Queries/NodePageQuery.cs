using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>Puts the page of one node together.</summary>
internal sealed class NodePageQuery(INodeDirectory nodes, NodeCards cards, IJudgedReadings judged, IReadingStore store, INodeReports reports, IncidentBook incidents, TimeProvider time)
{
    private const int Days = 7;
    private const long LongestGapMilliseconds = 3 * 3_600_000;

    /// <summary>The page; null where there is no such node.</summary>
    public NodePage? Ask(string name)
    {
        var device = nodes.All().FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
        if (device is null)
            return null;
        var now = time.GetUtcNow();
        var card = cards.Of(device, now);
        var rows = Rows(device, now);
        return new NodePage(rows.Count == 0 ? card : (card with { Rows = rows, Notes = [] }).WithSharedDoubts(), [.. Facts(device, card)]);
    }

    private List<ReadingRow> Rows(DeviceDescription device, DateTimeOffset now)
    {
        var from = now.AddDays(-Days);
        return [.. judged.Read(device.DeviceId, from, now.AddMinutes(1))
            .GroupBy(reading => (reading.Reading.DepthCentimeters, reading.Reading.Quantity, reading.Reading.Channel))
            .OrderBy(group => group.Key.DepthCentimeters).ThenBy(group => group.Key.Quantity).ThenBy(group => group.Key.Channel)
            .Select(group => Row([.. group], from, now))];
    }

    private static ReadingRow Row(List<TimedReading> readings, DateTimeOffset from, DateTimeOffset to)
    {
        var last = readings[^1].Reading;
        var points = readings.Where(reading => reading.Reading.Value is not null)
            .Select(reading => (reading.TimeUnixMilliseconds, reading.Reading.Value!.Value)).ToList();
        var row = NodeCards.Row(last);
        if (points.Count < 2)
            return row;
        var extent = $"{German.Number(points.Min(point => point.Value), Words.Decimals(last.Quantity))} bis {German.Number(points.Max(point => point.Value), Words.Decimals(last.Quantity))} {last.Unit}".TrimEnd();
        var description = $"{Words.Of(last)} {Words.Depth(last.DepthCentimeters)}, letzte {Days} Tage: {extent}";
        return row with
        {
            Curve = Sparkline.Draw(points, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), LongestGapMilliseconds, SmallestSpan(last.Quantity), description),
            Extent = extent,
        };
    }

    private static double SmallestSpan(Quantity quantity) => quantity switch
    {
        Quantity.SoilMoisture => 5,
        Quantity.SoilTemperature or Quantity.AirTemperature => 4,
        Quantity.AirHumidity => 20,
        Quantity.SoilTension => 10,
        _ => 1,
    };

    private IEnumerable<(string Name, string Text)> Facts(DeviceDescription device, NodeCard card)
    {
        var sample = store.Latest(device.DeviceId);
        yield return (device.Kind == DeviceKindOf.Node ? "Knoten" : "Geräte-EUI", device.Name);
        if (device.Model.Length > 0)
            yield return ("Modell", device.Model);
        if (device.Site is { } site)
        {
            yield return ("Standort", $"{site.Reference}, {German.Number(site.Latitude, 5)}° N, {German.Number(site.Longitude, 5)}° O");
        }

        if (card.Battery.Length > 0)
            yield return ("Batterie", card.Battery);
        if (sample is null)
            yield break;
        yield return ("Letzte Messung", $"{German.Time(DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds))} ({card.Age})");
        yield return ("Empfangen", German.Time(DateTimeOffset.FromUnixTimeMilliseconds(sample.ReceivedUnixMilliseconds)));
        yield return ("Zeit auf", $"± {German.Number(sample.UncertaintyMilliseconds / 1000.0, sample.UncertaintyMilliseconds < 10_000 ? 1 : 0)} s{(sample.TimeIsProvisional ? ", vorläufig" : "")}");
        yield return ("Zähler", $"Start {sample.Identity.Boot}, Probe {sample.Identity.Counter}{(sample.Identity.Incarnation > 0 ? $", Neuanfang {sample.Identity.Incarnation}" : "")}");
        var streams = store.Streams(device.DeviceId);
        var gaps = device.Kind == DeviceKindOf.Node ? SampleGaps.OfNode(streams, reports.Status(device.DeviceId)?.Health) : SampleGaps.OfForeign(streams);
        foreach (var fact in StreamFacts.Of(streams, gaps).Concat(StreamFacts.Of(incidents.All, device.Name)))
            yield return fact;
        foreach (var fact in NodeFacts.Of(reports.Status(device.DeviceId)))
            yield return fact;
    }
}
