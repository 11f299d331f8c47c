using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>
/// Probes as people write them: <c>adc:0@30</c>, <c>ds18b20@30</c>, <c>ds18b20:28ff641e8216035c@60</c>,
/// <c>seesaw:1:54@10</c>, <c>seesaw-temp:1:54@10</c>, <c>sht4x-temp:1:68@air</c>, <c>sht4x-humidity:1:68@air</c>.
/// </summary>
public static class LayoutText
{
    /// <summary>Form of a probe, for messages.</summary>
    public const string Form =
        "adc:KANAL@TIEFE, ds18b20[:ROM]@TIEFE, seesaw:BUS:ADRESSE@TIEFE, seesaw-temp:…, sht4x-temp:BUS:ADRESSE@air, sht4x-humidity:… (Tiefe in cm, 1..254, oder air)";

    private static readonly (string Name, ChannelKind Kind, int WiringBytes)[] Kinds =
    [
        ("adc", ChannelKind.SoilMoistureAdc, 1),
        ("ds18b20", ChannelKind.SoilTemperature, 8),
        ("seesaw", ChannelKind.SoilMoistureSeesaw, 2),
        ("seesaw-temp", ChannelKind.SoilTemperatureSeesaw, 2),
        ("sht4x-temp", ChannelKind.AirTemperature, 2),
        ("sht4x-humidity", ChannelKind.AirHumidity, 2),
    ];

    /// <summary>Reads a list of probes.</summary>
    /// <exception cref="RegistryException">A probe is not of the form.</exception>
    public static ProbeLayout Parse(IReadOnlyList<string> probes, byte powerPin) => new()
    {
        PowerPin = powerPin,
        Channels = [.. probes.Select(Channel)],
    };

    /// <summary>A channel as text.</summary>
    public static string Show(ProbeChannel channel)
    {
        var name = Name(channel.Kind);
        var wiring = channel.Kind == ChannelKind.SoilTemperature
            ? Convert.ToHexStringLower(channel.Wiring)
            : string.Join(':', channel.Wiring);
        var depth = channel.DepthCentimeters == ProbeChannel.InAir ? "air" : $"{channel.DepthCentimeters}";
        return wiring.Length == 0 ? $"{name}@{depth}" : $"{name}:{wiring}@{depth}";
    }

    /// <summary>Short name of a kind.</summary>
    public static string Name(ChannelKind kind) => Kinds.FirstOrDefault(entry => entry.Kind == kind).Name ?? "foreign";

    private static ProbeChannel Channel(string text)
    {
        if (text.Split('@') is not [var wiring, var depth] || Kind(wiring) is not { } kind)
        {
            throw Bad(text);
        }

        var bytes = kind.Kind == ChannelKind.SoilTemperature
            ? Rom(wiring[kind.Name.Length..])
            : Numbers(wiring[kind.Name.Length..], kind.WiringBytes);
        return bytes is not null && Depth(depth) is { } centimeters
            ? new ProbeChannel { Kind = kind.Kind, DepthCentimeters = centimeters, Wiring = bytes }
            : throw Bad(text);
    }

    private static (string Name, ChannelKind Kind, int WiringBytes)? Kind(string wiring)
    {
        var name = wiring.Split(':')[0];
        return Kinds.FirstOrDefault(entry => entry.Name == name) is { Name: not null } found ? found : null;
    }

    private static byte[]? Rom(string text) =>
        text.Length == 0 ? [] : text.Length == 17 && text[1..].All(char.IsAsciiHexDigit) ? Convert.FromHexString(text[1..]) : null;

    private static byte[]? Numbers(string text, int count)
    {
        var parts = text.Split(':');
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            if (parts.Length != count + 1 || !byte.TryParse(parts[i + 1], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    private static byte? Depth(string text) => text == "air"
        ? ProbeChannel.InAir
        : byte.TryParse(text, out var depth) && depth is > 0 and < ProbeChannel.InAir ? depth : null;

    private static RegistryException Bad(string text) => new(
        $"Sonde „{Csv.CsvRow.Shorten(text)}“ hat keine bekannte Form: {Form} / probe is not of a known form");
}
