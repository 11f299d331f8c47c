using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Emulator.Soil;
using Jena.SensorNode.Frames;
using NodeFile = Jena.SensorNode.Frames.NodeFile;

namespace Jena.SensorNode.Emulator.Cli;

/// <summary>The node that commands run: the one of a provisioning file, or one with three depths and all settings as they come.</summary>
internal static class ExampleNode
{
    /// <summary>Tags of FRAME.md 5.2 that the provisioning file carries in <c>settings</c> and not in lines of their own.</summary>
    private static readonly byte[] settingTags = [1, 2, 3, 4, 5, 12, 13, 14, 15, 16];

    /// <summary>Begin of every run.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a provisioning file, or makes the default node for <c>defaults</c>.</summary>
    public static NodeFile Read(string settings)
    {
        if (settings == "defaults")
        {
            return Default();
        }

        return NodeFile.Parse(File.ReadAllBytes(settings), out var error)
            ?? throw new InvalidDataException($"{settings} ist keine Knotendatei: {error} / is no node file");
    }

    /// <summary>Puts a node on a virtual device.</summary>
    public static EmulatedNode Make(NodeFile file, DeviceProgram program, DeviceOptions options)
    {
        var weather = new Weather(Start, options.Seed);
        var node = new EmulatedNode(
            program, new Fleet.NodeFile(file.Write(Entries(file.Settings))), NodeSurroundings.From(new SoilModel(weather, Start)), Start, options);
        node.Device.Link.Presence = _ => GatewayPresence.StandIn;
        return node;
    }

    private static byte[] Entries(NodeSettings settings)
    {
        settings.Version = Math.Max(1, settings.Version);
        var message = settings.Write(0, new byte[32]);
        var entries = new List<byte>();
        for (var position = 6; position < message.Length - 8; position += 2 + message[position + 1])
        {
            if (settingTags.Contains(message[position]))
            {
                entries.AddRange(message[position..(position + 2 + message[position + 1])]);
            }
        }

        return [.. entries];
    }

    private static NodeFile Default() => new()
    {
        NodeId = 1,
        Key = [.. Enumerable.Range(0, 32).Select(value => (byte)value)],
        BootFloor = 1,
        Battery = new BatterySource { Kind = BatterySource.AdcDivider, Channel = 7, RatioThousandths = 2000 },
        Settings = new NodeSettings
        {
            GatewayHost = "192.168.4.1",
            Layout = new ProbeLayout
            {
                Id = 1,
                PowerPin = 25,
                Channels =
                [
                    Channel(ChannelKind.SoilMoistureAdc, 30, [0]), Channel(ChannelKind.SoilMoistureAdc, 60, [3]), Channel(ChannelKind.SoilMoistureAdc, 90, [6]),
                    Channel(ChannelKind.SoilTemperature, 30, Rom(1)), Channel(ChannelKind.SoilTemperature, 60, Rom(2)), Channel(ChannelKind.SoilTemperature, 90, Rom(3)),
                ],
            },
        },
    };

    private static byte[] Rom(ulong serial) => new Probes.Ds18b20(serial, _ => 0).Rom;

    private static ProbeChannel Channel(ChannelKind kind, byte depth, byte[] wiring) => new() { Kind = kind, DepthCentimeters = depth, Wiring = wiring };
}
