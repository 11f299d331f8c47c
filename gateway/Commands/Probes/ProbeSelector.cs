using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Jena.SensorNode.Gateway.Quality;

namespace Jena.SensorNode.Gateway.Commands.Probes;

/// <summary>
/// The probe that a calibration is of. Channels outlive probes: a day chooses the one that was on the channel when the day
/// ended, so the day of a replacement means the new probe, and a day before it the old one.
/// </summary>
internal static class ProbeSelector
{
    /// <summary>The probe on a channel, and from when on a calibration of it holds.</summary>
    /// <param name="context">The command.</param>
    /// <param name="device">The device.</param>
    /// <param name="channel">Channel from 0.</param>
    /// <param name="day">Day in Jena that the calibration holds from; null = since the present probe was installed.</param>
    /// <exception cref="RegistryException">No such channel, or no moisture probe on it.</exception>
    public static (ProbeDescription Probe, DateTimeOffset ValidFrom) Find(CommandContext context, DeviceDescription device, int channel, DateOnly? day)
    {
        var probes = Moisture(context, device, channel);
        if (day is not { } wanted)
        {
            var present = probes[^1];
            return (present, present.ValidFrom);
        }

        var end = LocalTime.StartOf(wanted.AddDays(1));
        return (probes.LastOrDefault(probe => probe.ValidFrom < end) ?? probes[0], LocalTime.StartOf(wanted));
    }

    /// <summary>Every probe that a device ever had, by channel and time.</summary>
    public static IReadOnlyList<ProbeDescription> All(CommandContext context, DeviceDescription device) =>
    [
        .. context.Get<NodeDirectory>().Snapshot.Device(device.DeviceId)!.Probes.OrderBy(probe => probe.Channel).ThenBy(probe => probe.ValidFrom).ThenBy(probe => probe.ProbeId),
    ];

    private static List<ProbeDescription> Moisture(CommandContext context, DeviceDescription device, int channel)
    {
        var probes = All(context, device).Where(probe => probe.Channel == channel).ToList();
        if (probes.Count == 0)
            throw new RegistryException($"Knoten {device.Name} hat keinen Kanal {channel}; „node show“ zeigt die Sonden. / Node has no channel {channel}.");
        var moisture = probes.Where(probe => probe.Kind is ChannelKind.SoilMoistureAdc or ChannelKind.SoilMoistureSeesaw).ToList();
        return moisture.Count > 0
            ? moisture
            : throw new RegistryException(
                $"Kanal {channel} von {device.Name} ist keine Feuchtesonde eines Knotens; nur deren Rohwerte brauchen eine Kalibrierung. / Channel {channel} is not a soil moisture probe of a node.");
    }
}
