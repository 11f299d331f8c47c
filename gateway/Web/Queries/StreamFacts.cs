using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Web.Status;
using Jena.SensorNode.Gateway.Web.Texts;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>What the counters of a device tell, in words: what is missing, and whether they began again.</summary>
internal static class StreamFacts
{
    /// <summary>Names and texts; none where nothing is missing and nothing began again.</summary>
    public static IEnumerable<(string Name, string Text)> Of(IReadOnlyList<StreamSummary> streams)
    {
        var gaps = streams.SelectMany(stream => stream.Ranges.Zip(
            stream.Ranges.Skip(1),
            (left, right) => (stream.Key.Boot, First: left.Last + 1, Count: (long)right.First - left.Last - 1))).ToList();
        if (gaps.Count > 0)
        {
            var (boot, first, count) = gaps[^1];
            yield return ("Fehlt (noch)",
                $"{German.Count(gaps.Sum(gap => gap.Count), "Messung", "Messungen")} in {German.Count(gaps.Count, "Lücke", "Lücken")}, "
                + $"zuletzt Start {boot}, Probe {first}{(count > 1 ? $" bis {first + count - 1}" : "")}");
        }

        var restarts = streams.Count == 0 ? 0 : streams.Max(stream => stream.Key.Incarnation);
        if (restarts > 0)
            yield return ("Neuanfänge der Zähler", restarts.ToString());
    }

    /// <summary>Incidents of one device.</summary>
    public static IEnumerable<(string Name, string Text)> Of(IEnumerable<Incident> incidents, string name) => incidents
        .Where(incident => incident.Subject == name)
        .Select(incident => ("Vorfall",
            $"{IncidentStatus.Word(incident.Kind)}, {incident.Count} Mal, zuletzt {German.Time(DateTimeOffset.FromUnixTimeMilliseconds(incident.LastUnixMilliseconds))}"));
}
