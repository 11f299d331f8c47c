using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>All incidents that the gateway remembers, the weightiest kinds first.</summary>
internal sealed class IncidentQuery(IncidentBook book, INodeDirectory nodes)
{
    /// <summary>Most rows of one page; what strangers invent comes last.</summary>
    public const int MostRows = 500;

    /// <summary>The page.</summary>
    public IncidentList Ask()
    {
        var all = IncidentWords.InOrder(book.All).ToList();
        var devices = nodes.All().ToDictionary(device => device.Name, StringComparer.OrdinalIgnoreCase);
        return new IncidentList([.. all.Take(MostRows).Select(incident => Row(incident, devices.GetValueOrDefault(incident.Subject)))], Math.Max(0, all.Count - MostRows));
    }

    private static IncidentRow Row(Incident incident, DeviceDescription? device)
    {
        var (first, last) = (Time(DateTimeOffset.FromUnixTimeMilliseconds(incident.FirstUnixMilliseconds)), Time(DateTimeOffset.FromUnixTimeMilliseconds(incident.LastUnixMilliseconds)));
        var often = incident.Count == 1 ? last : $"{Times(incident.Count)}, {Say("zuerst", "first")} {first}, {Say("zuletzt", "last")} {last}";
        return new IncidentRow(
            incident.Subject, device?.Site?.Name ?? "", IncidentWords.LevelOf(incident.Kind), IncidentWords.Of(incident.Kind), often, incident.Detail, IncidentWords.Advice(incident.Kind))
        {
            HasPage = device is not null,
        };
    }
}
