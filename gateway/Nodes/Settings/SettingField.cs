using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Nodes.Settings;

/// <summary>One setting of a node as people write and read it.</summary>
/// <param name="Name">Name in commands.</param>
/// <param name="German">What it is, in German.</param>
/// <param name="English">What it is, in English.</param>
/// <param name="Range">Form and range of the value (FRAME.md 5.2).</param>
/// <param name="Show">The value as text.</param>
/// <param name="TrySet">Puts a text in; false where it is not in the range.</param>
public sealed record SettingField(
    string Name,
    string German,
    string English,
    string Range,
    Func<NodeSettings, string> Show,
    Func<NodeSettings, string, bool> TrySet)
{
    private const string AsProvisioned = "provisioned";

    /// <summary>All settings that a person sets; layout, version and clock hint come from the registry.</summary>
    public static IReadOnlyList<SettingField> All { get; } =
    [
        new("sampling-interval", "Messabstand", "sampling interval", "10..86400 s (90, 15min, 1h)",
            s => Duration.Show(s.SamplingIntervalSeconds),
            (s, text) => Duration.TryParse(text, 10, 86400, out s.SamplingIntervalSeconds)),
        new("sending-interval", "Sendeabstand", "sending interval", "10..604800 s, mindestens der Messabstand / at least the sampling interval",
            s => Duration.Show(s.SendingIntervalSeconds),
            (s, text) => Duration.TryParse(text, 10, 604800, out s.SendingIntervalSeconds)),
        new("send-on-change", "Senden bei Änderung um", "send on change by", "0..65535 Rohwerte, 0 = aus / raw units, 0 = off",
            s => $"{s.SendOnChangeRawUnits}",
            (s, text) => Number(text, 0, 65535, out s.SendOnChangeRawUnits)),
        new("quiet-hours", "Ruhezeit (UTC)", "quiet hours (UTC)", "22:00-04:00, off",
            s => MinuteSpan.Show(s.QuietStartMinute, s.QuietEndMinute),
            (s, text) => MinuteSpan.TryParse(text, out s.QuietStartMinute, out s.QuietEndMinute)),
        new("battery-tiers", "Batteriestufen (mV)", "battery tiers (mV)", "3450/3300/3100, fallend / falling; provisioned = wie vorbereitet / as provisioned",
            s => s.HasOwnBatteryTiers ? $"{s.HalfRateBelowMillivolts}/{s.EighthRateBelowMillivolts}/{s.HeartbeatBelowMillivolts}" : AsProvisioned,
            Tiers),
        new("host", "Adresse des Gateways", "gateway address", "1..63 ASCII, Name oder IPv4 / name or IPv4",
            s => s.GatewayHost,
            (s, text) => IsHost(s.GatewayHost = text)),
        new("port", "Port des Gateways", "gateway port", "1..65535",
            s => $"{s.GatewayPort}",
            (s, text) => Number(text, 1, 65535, out s.GatewayPort)),
        new("adc-readings", "ADC-Werte je Messung", "ADC readings averaged", "1..255",
            s => $"{s.AdcReadings}",
            (s, text) => Number(text, 1, 255, out s.AdcReadings)),
        new("probe-settling", "Einschwingzeit der Sonden (ms)", "probe settling time (ms)", "0..5000",
            s => $"{s.ProbeSettlingMilliseconds}",
            (s, text) => Number(text, 0, 5000, out s.ProbeSettlingMilliseconds)),
        new("longest-awake", "Längste Wachzeit", "longest time awake", "10..600 s",
            s => Duration.Show((uint)s.LongestAwakeSeconds),
            LongestAwake),
        new("static-address", "Feste IPv4-Adresse", "static IPv4 address", "192.168.1.20/255.255.255.0/192.168.1.1, dhcp",
            s => StaticAddress.Show(s.StaticAddress),
            (s, text) => StaticAddress.TryParse(text, out s.StaticAddress)),
        new("frames-per-session", "Rahmen je Sitzung", "frames in one session", "1..64",
            s => $"{s.FramesPerSession}",
            (s, text) => Number(text, 1, 64, out s.FramesPerSession)),
    ];

    private static bool Number(string text, int minimum, int maximum, out int value) =>
        int.TryParse(text, out value) && value >= minimum && value <= maximum;

    private static bool IsHost(string text) => text.Length is > 0 and <= 63 && text.All(letter => letter is > ' ' and <= '~');

    private static bool LongestAwake(NodeSettings settings, string text)
    {
        var isGood = Duration.TryParse(text, 10, 600, out var seconds);
        settings.LongestAwakeSeconds = (int)seconds;
        return isGood;
    }

    private static bool Tiers(NodeSettings settings, string text)
    {
        settings.HasOwnBatteryTiers = text != AsProvisioned;
        return !settings.HasOwnBatteryTiers
            || (text.Split('/') is [var half, var eighth, var heartbeat]
                && Number(heartbeat, 0, 65535, out settings.HeartbeatBelowMillivolts)
                && Number(eighth, settings.HeartbeatBelowMillivolts, 65535, out settings.EighthRateBelowMillivolts)
                && Number(half, settings.EighthRateBelowMillivolts, 65535, out settings.HalfRateBelowMillivolts));
    }
}
