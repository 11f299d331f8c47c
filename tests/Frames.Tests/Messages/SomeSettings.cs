namespace Jena.SensorNode.Frames.Tests.Messages;

/// <summary>Settings for tests, and messages made of hand-written entries.</summary>
internal static class SomeSettings
{
    internal const uint Node = 0x2a;

    internal static ProbeLayout Layout => new()
    {
        Id = 3,
        PowerPin = 25,
        Channels =
        [
            new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = 10, Wiring = [4] },
            new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = 10, Wiring = [0x28, 1, 2, 3, 4, 5, 6, 7] },
            new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = 30 },
            new ProbeChannel { Kind = ChannelKind.AirHumidity, DepthCentimeters = ProbeChannel.InAir, Wiring = [1, 0x44] },
        ],
    };

    internal static NodeSettings Provisioned => new() { GatewayHost = "192.168.4.1", GatewayPort = 1883, Layout = Layout };

    internal static NodeSettings Full => new()
    {
        Version = 7,
        SamplingIntervalSeconds = 600,
        SendingIntervalSeconds = 3600,
        SendOnChangeRawUnits = 40,
        QuietStartMinute = 1380,
        QuietEndMinute = 300,
        HalfRateBelowMillivolts = 3500,
        EighthRateBelowMillivolts = 3400,
        HeartbeatBelowMillivolts = 3200,
        HasOwnBatteryTiers = true,
        GatewayHost = "gateway.jena.example",
        GatewayPort = 8883,
        WifiName = "Bäume-Süd",
        WifiPassword = "geheim-und-länger-als-ein-Block!!"u8.ToArray(),
        Layout = Layout,
        ClockHintUnixSeconds = 1_790_000_000,
        AdcReadings = 255,
        ProbeSettlingMilliseconds = 5000,
        LongestAwakeSeconds = 600,
        StaticAddress = [10, 0, 0, 7, 255, 255, 255, 0, 10, 0, 0, 1],
        FramesPerSession = 64,
    };

    /// <summary>A sealed message of version 7 with these entries.</summary>
    internal static byte[] Message(params byte[] entries) => Seal([(byte)'S', 1, 0, 0, 0, 7, .. entries]);

    internal static byte[] Seal(byte[] body)
        => [.. body, .. MessageMac.Compute(MessageMac.Settings, Node, Contents.Key, body, body.Length)];

    internal static SettingsResult Parse(byte[] message, uint versionInForce = 0)
        => NodeSettings.Parse(message, Node, Contents.Key, versionInForce, Provisioned);
}
