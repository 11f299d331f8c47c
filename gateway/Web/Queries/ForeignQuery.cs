using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>The devices of other makers, with what is known and what is not.</summary>
internal sealed class ForeignQuery(Database database, INodeDirectory nodes, GatewayClock clock)
{
    /// <summary>Most devices of one page.</summary>
    public const int MostDevices = 500;

    /// <summary>The devices, the one heard last first.</summary>
    public ForeignList Ask()
    {
        using var connection = database.OpenReader();
        var devices = UplinkTable.Devices(connection, MostDevices + 1);
        return new ForeignList([.. devices.Take(MostDevices).Select(Row)], devices.Count > MostDevices);
    }

    private ForeignRow Row(ForeignDevice device)
    {
        var registered = nodes.FindForeign(device.Eui);
        var uplink = UplinkMessage.TryRead(device.LastMessage, out var read, out _) ? read : null;
        var profile = uplink is null ? null : DeviceCatalogue.Match(uplink, registered?.Model ?? "");
        var (level, state) = (profile, device.Unread) switch
        {
            (null, _) => (Level.Warning, Say("unbekannt, Rohdaten behalten", "unknown, raw data kept")),
            (_, 0) => (Level.Good, Say("wird gelesen", "is read")),
            _ => (Level.Good, $"{Say("wird gelesen", "is read")}, {Messages(device.Unread)} {Say("ohne Messwerte behalten", "without readings kept")}"),
        };
        var received = DateTimeOffset.FromUnixTimeMilliseconds(device.LastReceivedUnixMilliseconds);
        return new ForeignRow(
            device.Eui,
            uplink?.DeviceName ?? "",
            profile?.Name ?? uplink?.TypeNames.FirstOrDefault(name => name.Length > 0) ?? "",
            level,
            state,
            Messages(device.Messages),
            Ago(clock.Instant() - received),
            uplink is null || uplink.Data.Length == 0 ? "" : $"Port {uplink.Port}: {Convert.ToHexString(uplink.Data.AsSpan(0, Math.Min(uplink.Data.Length, 64)))}")
        {
            HasPage = registered is not null,
        };
    }
}
