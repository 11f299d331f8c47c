using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Lorawan.Devices;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Decodes for tests: values in their units, and faults by name; "–" stands for a channel without a word.</summary>
internal static class Decoding
{
    private static readonly DeviceCatalogue Catalogue = new();

    /// <summary>From bytes.</summary>
    public static DecodedValues? Bytes(DeviceProfile profile, string hex, int? port = null) =>
        PayloadDecoder.Decode(profile, Convert.FromHexString(hex), port ?? profile.Port ?? 1);

    /// <summary>From a message of ChirpStack with an object and perhaps bytes.</summary>
    public static DecodedValues? Object(string profileId, string fields, string data = "", int port = 2, string profileName = "")
    {
        var uplink = Uplinks.Read(Uplinks.ChirpStack(profileId: profileId, profileName: profileName, data: data, fields: fields, port: port));
        return DeviceCatalogue.Match(uplink, "") is { } profile ? DeviceCatalogue.Decode(profile, uplink) : null;
    }

    /// <summary>Each channel as it would be read: its value, or its fault.</summary>
    public static string Told(DecodedValues? values) => values is null
        ? "raw"
        : string.Join(' ', values.Values.Select((raw, channel) => values.Faults[channel] != 0
            ? ((ChannelFault)values.Faults[channel]).ToString()
            : ((decimal)Math.Round((raw * Catalogue.Find(values.LayoutId, channel)!.ValuePerRaw) + Catalogue.Find(values.LayoutId, channel)!.ValueAtZero, 6)).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture)));
}
