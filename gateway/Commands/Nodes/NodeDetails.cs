using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>All that is known about a node or a foreign sensor.</summary>
/// <param name="Overview">The line of the list.</param>
/// <param name="LastReport">When it last reported itself.</param>
/// <param name="PreviousKeyUntil">End of an open key rotation.</param>
/// <param name="Health">Its last words.</param>
/// <param name="Sites">Where it stood through time.</param>
/// <param name="Probes">Its probes through time.</param>
/// <param name="Settings">Settings wanted and in force; null for a foreign sensor.</param>
/// <param name="Streams">What was received, by boot and incarnation.</param>
/// <param name="Incidents">What was noticed: refusals, restarted counters, clones.</param>
internal sealed record NodeDetails(
    NodeOverview Overview,
    DateTimeOffset? LastReport,
    DateTimeOffset? PreviousKeyUntil,
    NodeHealth? Health,
    IReadOnlyList<NodeDetails.Stay> Sites,
    IReadOnlyList<ProbeDescription> Probes,
    SettingsComparison? Settings,
    IReadOnlyList<NodeDetails.Stream> Streams,
    IReadOnlyList<NodeDetails.NodeIncident> Incidents)
{
    /// <summary>A time at a site; without end while it lasts.</summary>
    internal sealed record Stay(string Site, string Name, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo);

    /// <summary>Samples of one boot and incarnation.</summary>
    internal sealed record Stream(uint Boot, int Incarnation, long Samples, uint First, uint Last, int Gaps);

    /// <summary>Something noticed.</summary>
    internal sealed record NodeIncident(string Kind, long Count, DateTimeOffset Last, string Detail);

    /// <summary>The details of a device.</summary>
    public static NodeDetails Of(DeviceDescription device, CommandContext context)
    {
        var directory = context.Get<NodeDirectory>();
        var deviceId = device.DeviceId;
        uint? nodeId = device.Kind == DeviceKindOf.Node ? Convert.ToUInt32(device.Name, 16) : null;
        var status = context.Get<INodeReports>().Status(deviceId);
        return new NodeDetails(
            NodeOverview.Of(device, context),
            status?.LastReport,
            nodeId is { } key && directory.Find(key)!.PreviousKey is not null ? directory.Snapshot.Node(key)!.PreviousKeyUntil : null,
            status?.Health,
            [.. directory.Snapshot.Device(deviceId)!.Stays.Where(stay => stay.ValidTo != stay.ValidFrom).Select(stay => new Stay(stay.Site.Reference, stay.Site.Name, stay.ValidFrom, stay.ValidTo))],
            directory.Snapshot.Device(deviceId)!.Probes,
            nodeId is { } own ? SettingsComparison.Of(own, context) : null,
            [.. context.Get<IReadingStore>().Streams(deviceId).OrderBy(stream => stream.Key.Boot).ThenBy(stream => stream.Key.Incarnation).Select(Summarize)],
            Noticed(context.Get<Database>(), device.Name));
    }

    private static Stream Summarize(StreamSummary stream) => new(
        stream.Key.Boot,
        stream.Key.Incarnation,
        stream.Ranges.Sum(range => (long)range.Last - range.First + 1),
        stream.Ranges.Count == 0 ? 0 : stream.Ranges[0].First,
        stream.Ranges.Count == 0 ? 0 : stream.Ranges[^1].Last,
        Math.Max(0, stream.Ranges.Count - 1));

    private static List<NodeIncident> Noticed(Database database, string name)
    {
        using var connection = database.OpenReader();
        return connection.Rows(
            "SELECT kind, count, last_ms, detail FROM incident WHERE subject = $name ORDER BY last_ms DESC",
            row => new NodeIncident(
                ((Ingest.IncidentKind)row.GetInt32(0)).ToString(),
                row.GetInt64(1),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                row.GetString(3)),
            ("$name", name));
    }
}
