using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>A device in one line.</summary>
/// <param name="Name">Node id or EUI.</param>
/// <param name="Kind">Own or foreign.</param>
/// <param name="Model">Model of a foreign sensor.</param>
/// <param name="Site">Reference of the site.</param>
/// <param name="SiteName">Name of the site.</param>
/// <param name="DepthsCentimeters">Depths of its probes in the soil.</param>
/// <param name="LastSample">Time of the newest sample.</param>
/// <param name="BatteryMillivolts">Battery at that sample; null where it is not measured.</param>
/// <param name="WaitingSamples">Samples waiting at the node, as it last said.</param>
/// <param name="SettingsWanted">Version of the settings wanted; 0 = the provisioned ones.</param>
/// <param name="SettingsReported">Version that the node reported; null if never.</param>
/// <param name="IsRetired">Out of service.</param>
internal sealed record NodeOverview(
    string Name,
    DeviceKindOf Kind,
    string Model,
    string? Site,
    string? SiteName,
    IReadOnlyList<int> DepthsCentimeters,
    DateTimeOffset? LastSample,
    int? BatteryMillivolts,
    uint? WaitingSamples,
    uint SettingsWanted,
    uint? SettingsReported,
    bool IsRetired)
{
    /// <summary>The overview of a device.</summary>
    public static NodeOverview Of(DeviceDescription device, CommandContext context)
    {
        var sample = context.Get<IReadingStore>().Latest(device.DeviceId);
        var health = context.Get<INodeReports>().Status(device.DeviceId)?.Health;
        return new NodeOverview(
            device.Name,
            device.Kind,
            device.Model,
            device.Site?.Reference,
            device.Site?.Name,
            [.. device.Probes.Select(probe => probe.DepthCentimeters).Where(depth => depth != ProbeChannel.InAir).Distinct().Order()],
            sample is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds),
            sample is { BatteryMillivolts: > 0 } ? sample.BatteryMillivolts : null,
            health?.JournalDepth,
            context.Get<NodeDirectory>().Snapshot.Settings(device.DeviceId)?.Version ?? 0,
            health?.SettingsVersion,
            device.IsRetired);
    }
}
