using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Timing;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>
/// Who was refused, and what was odd about nodes in the last days. Only a few of each kind: the page of incidents has all, and no
/// kind may push another off the first page, however many names a stranger invents.
/// </summary>
internal sealed class IncidentStatus(IncidentBook book, INodeDirectory nodes, GatewayClock clock) : IStatusSource
{
    private const int Shown = 8;
    private const int ShownOfKind = 3;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        var since = (clock.Instant() - Recent).ToUnixTimeMilliseconds();
        var recent = book.All.Where(incident => incident.LastUnixMilliseconds >= since).ToList();
        var shown = IncidentWords.InOrder(recent).GroupBy(incident => incident.Kind).SelectMany(kind => kind.Take(ShownOfKind)).Take(Shown).ToList();
        // Whoever drives out looks for a tree and not for a number.
        var places = shown.Count == 0 ? [] : nodes.All().Where(device => device.Site is not null).ToDictionary(device => device.Name, device => device.Site!.Name);
        foreach (var incident in shown)
        {
            var subject = places.TryGetValue(incident.Subject, out var place) ? $"{place} ({incident.Subject})" : incident.Subject;
            var last = Time(DateTimeOffset.FromUnixTimeMilliseconds(incident.LastUnixMilliseconds));
            yield return new(subject, IncidentWords.LevelOf(incident.Kind), $"{IncidentWords.Of(incident.Kind)}, {Times(incident.Count)}, {Say("zuletzt", "last")} {last}") { IsIncident = true };
        }

        if (recent.Except(shown).ToList() is { Count: > 0 } hidden)
            yield return new(Say("Weitere Vorfälle", "More incidents"), hidden.Max(incident => IncidentWords.LevelOf(incident.Kind)), Say(
                $"{hidden.Count} in den letzten 7 Tagen, siehe „Vorfälle“",
                $"{hidden.Count} in the last 7 days, see “Incidents”"))
            { IsIncident = true };
        else if (recent.Count == 0)
            yield return new(Say("Abgewiesen", "Refused"), Level.Good, Say("nichts in den letzten 7 Tagen", "nothing in the last 7 days"));
    }
}
