using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Web.Texts;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

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
            yield return (Say("Fehlt (noch)", "Missing (yet)"),
                $"{Measurements(gaps.Missing)} in {Count(gaps.Gaps.Count, Say("Lücke", "gap"), Say("Lücken", "gaps"))}, "
                + $"{Say("zuletzt Start", "last boot")} {boot}, {Say("Probe", "sample")} {first}{(count > 1 ? $" {Say("bis", "to")} {first + count - 1}" : "")}{Account(gaps)}");
        }

        var restarts = streams.Count == 0 ? 0 : streams.Max(stream => stream.Key.Incarnation);
        if (restarts > 0)
            yield return (Say("Neuanfänge der Zähler", "Restarts of the counters"), restarts.ToString());
    }

    private static string Account(SampleGaps gaps) => (gaps.Explained, gaps.Unexplained) switch
    {
        (0, _) => "",
        (_, 0) => Say("; alle gingen im Speicher des Knotens verloren, wie er selbst meldet", "; all were lost in the node's memory, as it reports itself"),
        var (explained, unexplained) => Say(
            $"; {explained} gingen im Speicher des Knotens verloren, {unexplained} sind ungeklärt",
            $"; {explained} were lost in the node's memory, {unexplained} are unexplained"),
    };

    /// <summary>Incidents of one device.</summary>
    public static IEnumerable<(string Name, string Text)> Of(IEnumerable<Incident> incidents, string name) => IncidentWords.InOrder(incidents
        .Where(incident => incident.Subject == name))
        .Select(incident => (Say("Vorfall", "Incident"),
            $"{IncidentWords.Of(incident.Kind)}, {Times(incident.Count)}, {Say("zuletzt", "last")} {Time(DateTimeOffset.FromUnixTimeMilliseconds(incident.LastUnixMilliseconds))}"));
}
