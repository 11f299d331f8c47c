using System.Text.Json.Nodes;
using Jena.SensorNode.Frames.Tests.Messages;

namespace Jena.SensorNode.Frames.Tests.Vectors;

/// <summary>Vectors of the messages to the node.</summary>
internal static class MessageVectors
{
    internal static IEnumerable<JsonObject> Settings()
    {
        yield return Accepted("every entry", SomeSettings.Full.Write(SomeSettings.Node, Contents.Key), SomeSettings.Full);
        var defaults = SomeSettings.Provisioned;
        defaults.Version = 7;
        yield return Accepted("no entry: the defaults", SomeSettings.Message(), defaults);
        yield return Accepted("an unknown entry is skipped", SomeSettings.Message(99, 2, 1, 2), defaults);
        yield return Refused("a flipped bit", Flip(SomeSettings.Message()), 0, SettingsRefusal.BadMac);
        yield return Refused("format 2", SomeSettings.Seal([0x53, 2, 0, 0, 0, 7]), 0, SettingsRefusal.BadFormat);
        yield return Refused("an unknown entry that must be known", SomeSettings.Message(128, 0), 0, SettingsRefusal.BadFormat);
        yield return Refused("older than the one in force", SomeSettings.Message(), 8, SettingsRefusal.Older);
        yield return Refused("the one in force again", SomeSettings.Message(), 7, SettingsRefusal.None);
        yield return Refused("sampling every 9 s", SomeSettings.Message(1, 4, 0, 0, 0, 9), 0, SettingsRefusal.OutOfRange);
        yield return Refused("a layout with kind 7", SomeSettings.Message(10, 8, 0, 3, 25, 1, 7, 10, 1, 4), 0, SettingsRefusal.BadLayout);
    }

    internal static IEnumerable<JsonObject> Times()
    {
        var time = new TimeMessage { UnixSeconds = 1_790_000_000, Boot = 5, SampleCounter = 60_000 };
        var message = time.Write(SomeSettings.Node, Contents.Key);
        yield return Time("a time", message, time);
        yield return Time("a flipped bit", Flip(message), null);
        yield return Time("another node's", time.Write(SomeSettings.Node + 1, Contents.Key), null);
        yield return Time("a byte short", message[..^1], null);
    }

    internal static JsonObject Json(NodeSettings s) => new()
    {
        ["version"] = s.Version,
        ["samplingIntervalSeconds"] = s.SamplingIntervalSeconds,
        ["sendingIntervalSeconds"] = s.SendingIntervalSeconds,
        ["sendOnChangeRawUnits"] = s.SendOnChangeRawUnits,
        ["quietMinutes"] = new JsonArray(s.QuietStartMinute, s.QuietEndMinute),
        ["batteryMillivolts"] = new JsonArray(s.HalfRateBelowMillivolts, s.EighthRateBelowMillivolts, s.HeartbeatBelowMillivolts),
        ["gatewayHost"] = s.GatewayHost,
        ["gatewayPort"] = s.GatewayPort,
        ["wifiName"] = s.WifiName,
        ["wifiPasswordHex"] = s.WifiPassword is null ? null : Convert.ToHexStringLower(s.WifiPassword),
        ["layoutHex"] = Convert.ToHexStringLower(s.Layout!.Write()),
        ["clockHintUnixSeconds"] = s.ClockHintUnixSeconds,
        ["adcReadings"] = s.AdcReadings,
        ["probeSettlingMilliseconds"] = s.ProbeSettlingMilliseconds,
        ["longestAwakeSeconds"] = s.LongestAwakeSeconds,
        ["staticAddress"] = s.StaticAddress is null ? null : new JsonArray([.. s.StaticAddress.Select(b => JsonValue.Create((int)b))]),
        ["framesPerSession"] = s.FramesPerSession,
    };

    private static JsonObject Accepted(string name, byte[] message, NodeSettings expected)
        => Vector(name, message, ("versionInForce", 0), ("expected", Json(expected)));

    private static JsonObject Refused(string name, byte[] message, int versionInForce, byte reason)
        => Vector(name, message, ("versionInForce", versionInForce), ("refusedReason", (int)reason));

    private static JsonObject Time(string name, byte[] message, TimeMessage? expected)
        => Vector(name, message, ("expected", expected is null ? null : new JsonObject
        {
            ["unixSeconds"] = expected.UnixSeconds,
            ["boot"] = expected.Boot,
            ["sampleCounter"] = expected.SampleCounter,
        }));

    private static JsonObject Vector(string name, byte[] message, params (string Name, JsonNode? Value)[] more)
    {
        var vector = new JsonObject
        {
            ["name"] = name,
            ["key"] = Convert.ToHexStringLower(Contents.Key),
            ["nodeId"] = SomeSettings.Node,
            ["message"] = Convert.ToHexStringLower(message),
        };
        foreach (var (key, value) in more)
            vector[key] = value;
        return vector;
    }

    private static byte[] Flip(byte[] message)
    {
        var flipped = (byte[])message.Clone();
        flipped[3] ^= 0x10;
        return flipped;
    }
}
