using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Web.Status;
using Jena.SensorNode.Gateway.Web.Texts;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>What the counters of a device tell, in words: what is missing, and whether they began again.</summary>
internal static class StreamFacts
{
    /// <summary>Names and texts; none where nothing is missing and nothing began again.</summary>
    public static IEnumerable<(string Name, string Text)> Of(IReadOnlyList<StreamSummary> streams, SampleGaps gaps)
    {
        if (gaps.Gaps.Count > 0)
        {
            var (boot, first, count) = gaps.Gaps[^1];
            yield return ("Fehlt (noch)",
                $"{German.Count(gaps.Missing, "Messung", "Messungen")} in {German.Count(gaps.Gaps.Count, "Lücke", "Lücken")}, "
                + $"zuletzt Start {boot}, Probe {first}{(count > 1 ? $" bis {first + count - 1}" : "")}{Account(gaps)}");
        }

        var restarts = streams.Count == 0 ? 0 : streams.Max(stream => stream.Key.Incarnation);
        if (restarts > 0)
            yield return ("Neuanfänge der Zähler", restarts.ToString());
    }

    private static string Account(SampleGaps gaps) => (gaps.Explained, gaps.Unexplained) switch
    {
        (0, _) => "",
        (_, 0) => "; alle gingen im Speicher des Knotens verloren, wie er selbst meldet",
        var (explained, unexplained) => $"; {explained} gingen im Speicher des Knotens verloren, {unexplained} sind ungeklärt",
    };

    /// <summary>Incidents of one device.</summary>
    public static IEnumerable<(string Name, string Text)> Of(IEnumerable<Incident> incidents, string name) => incidents
        .Where(incident => incident.Subject == name)
        .Select(incident => ("Vorfall",
            $"{IncidentStatus.Word(incident.Kind)}, {incident.Count} Mal, zuletzt {German.Time(DateTimeOffset.FromUnixTimeMilliseconds(incident.LastUnixMilliseconds))}"));
}
