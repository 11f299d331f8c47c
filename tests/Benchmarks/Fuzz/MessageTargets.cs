using System.Text;
using System.Text.Json;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>What a node reads: settings and time as the gateway signs them, and the file it was provisioned with.</summary>
internal static class MessageTargets
{
    private const uint VersionInForce = 3;
    private static readonly JsonSerializerOptions Whole = new() { IncludeFields = true };
    private static readonly NodeSettings Provisioned = new() { GatewayHost = "jena-gateway", Layout = NodeUnderTest.Layout };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("settings with a right MAC", [Settings(new Random(1)), Settings(new Random(2))], body => ReadSettings(NodeUnderTest.WithMac(body, MessageMac.Settings))) { Make = Settings },
        new("settings from a stranger", [Signed(new Random(1))], ReadSettings) { Make = Signed },
        new("time with a right MAC", [Time(new Random(1))], body => ReadTime(NodeUnderTest.WithMac(body, MessageMac.Time))) { Make = Time },
        new("probe layouts", [NodeUnderTest.Layout.Write()], ReadLayout) { Make = random => Layout(random).Write() },
        new("node files with a right checksum", [NodeFileBody(new Random(1))], body => ReadNodeFile(WithChecksum(body))) { Make = NodeFileBody },
    ];

    private static bool ReadSettings(byte[] message)
    {
        var result = NodeSettings.Parse(message, NodeUnderTest.Id, NodeUnderTest.Key, VersionInForce, Provisioned);
        Word.Keep(result.RefusedReason <= SettingsRefusal.BadLayout, "A reason that the parser does not give.");
        if (result.Settings is not { } settings)
            return false;
        Word.Keep(settings.Check() == SettingsRefusal.None && settings.Version == result.Version && result.Version > VersionInForce && result.RefusedReason == SettingsRefusal.None, "Settings in force that are refused.");

        // A name that is no UTF-8 is another one when it is written again.
        if (settings.WifiName is { } name && name.Contains('\uFFFD', StringComparison.Ordinal))
            return true;
        var again = NodeSettings.Parse(settings.Write(NodeUnderTest.Id, NodeUnderTest.Key), NodeUnderTest.Id, NodeUnderTest.Key, VersionInForce, Provisioned);
        Word.Keep(JsonSerializer.Serialize(again.Settings, Whole) == JsonSerializer.Serialize(settings, Whole), "Settings written again are others.");
        return true;
    }

    private static bool ReadTime(byte[] message)
    {
        if (TimeMessage.Parse(message, NodeUnderTest.Id, NodeUnderTest.Key) is not { } time)
            return false;
        Word.Keep(time.Write(NodeUnderTest.Id, NodeUnderTest.Key).AsSpan().SequenceEqual(message), "A time message has one form only.");
        return true;
    }

    private static bool ReadLayout(byte[] data)
    {
        if (ProbeLayout.Parse(data, 0, data.Length) is not { } layout)
            return false;
        Word.Keep(layout.Write().AsSpan().SequenceEqual(data), "A layout has one form only.");
        return true;
    }

    private static bool ReadNodeFile(byte[] data)
    {
        if (NodeFile.Parse(data, out var error) is not { } file)
        {
            Word.Keep(error.Length > 0, "Refused without a reason.");
            return false;
        }

        Word.Keep(file.Key.Length == MessageMac.KeyBytes && file.Settings is { Layout: not null, GatewayHost.Length: > 0 } && file.Settings.Check() == SettingsRefusal.None, "A node could not start with this file.");
        var again = NodeFile.Parse(file.Write(file.SettingsEntries), out _);
        Word.Keep(again is null || JsonSerializer.Serialize(again, Whole) == JsonSerializer.Serialize(file, Whole), "A file written again is another.");
        return true;
    }

    private static byte[] Signed(Random random) => Some(random).Write(NodeUnderTest.Id, NodeUnderTest.Key);

    private static byte[] Settings(Random random) => NodeUnderTest.WithoutMac(Signed(random));

    private static NodeSettings Some(Random random)
    {
        var sampling = (uint)random.Next(10, 86_401);
        var settings = new NodeSettings
        {
            Version = (uint)random.Next(1, 10),
            SamplingIntervalSeconds = sampling,
            SendingIntervalSeconds = (uint)random.Next((int)sampling, 604_801),
            SendOnChangeRawUnits = random.Next(65_536),
            QuietStartMinute = random.Next(1440),
            QuietEndMinute = random.Next(1440),
            HasOwnBatteryTiers = random.Next(2) == 0,
            GatewayHost = new string('h', random.Next(1, 64)),
            GatewayPort = random.Next(1, 65_536),
            Layout = Layout(random),
            AdcReadings = random.Next(1, 256),
            ProbeSettlingMilliseconds = random.Next(5001),
            LongestAwakeSeconds = random.Next(10, 601),
            FramesPerSession = random.Next(1, 65),
            StaticAddress = random.Next(2) == 0 ? [192, 168, 1, 9, 255, 255, 255, 0, 192, 168, 1, 1] : null,
        };
        if (random.Next(2) == 0)
            (settings.WifiName, settings.WifiPassword) = (new string('ä', random.Next(1, 17)), new byte[random.Next(64)]);
        return settings;
    }

    private static ProbeLayout Layout(Random random) => new()
    {
        Id = random.Next(FrameContent.MaximumLayoutId + 1),
        PowerPin = (byte)random.Next(256),
        Channels = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => NodeUnderTest.Layout.Channels[random.Next(3)])],
    };

    private static byte[] Time(Random random) => NodeUnderTest.WithoutMac(
        new TimeMessage { UnixSeconds = (uint)random.Next(), Boot = (uint)random.Next(), SampleCounter = (uint)random.Next() }.Write(NodeUnderTest.Id, NodeUnderTest.Key));

    private static byte[] NodeFileBody(Random random)
    {
        var file = new NodeFile
        {
            NodeId = NodeUnderTest.Id,
            Key = NodeUnderTest.Key,
            BootFloor = (uint)random.Next(),
            Settings = new NodeSettings { GatewayHost = "192.168.1.10", Layout = Layout(random) },
            ButtonPin = random.Next(-1, 40),
            LedPin = random.Next(-1, 40),
        };
        if (random.Next(2) == 0)
            file.Battery = new BatterySource { Kind = BatterySource.AdcDivider, Channel = random.Next(8), RatioThousandths = random.Next(1, 9999) };
        var text = file.Write(random.Next(2) == 0 ? [] : [1, 4, 0, 0, 1, 44]);
        return text[..text.AsSpan().LastIndexOf("crc="u8)];
    }

    private static byte[] WithChecksum(byte[] body) => [.. body, .. Encoding.ASCII.GetBytes($"crc={Crc32.Compute(body, 0, body.Length):x8}\n")];
}
