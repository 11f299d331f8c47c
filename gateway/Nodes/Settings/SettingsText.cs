using System.Text.Json;
using System.Text.Json.Serialization;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Nodes.Settings;

/// <summary>Settings as text for the database: JSON of all values but the WiFi password, which is sealed beside it.</summary>
internal static class SettingsText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IncludeFields = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The text of a set; never holds its WiFi password.</summary>
    public static string Write(NodeSettings settings)
    {
        var password = settings.WifiPassword;
        settings.WifiPassword = null;
        try
        {
            return JsonSerializer.Serialize(settings, Options);
        }
        finally
        {
            settings.WifiPassword = password;
        }
    }

    /// <summary>The set of a text; with a WiFi name the caller adds the password.</summary>
    public static NodeSettings Read(string text)
    {
        var settings = JsonSerializer.Deserialize<NodeSettings>(text, Options)!;
        // Sets stored before a set could leave the limits to provisioning: others than the usual ones were somebody's wish.
        settings.HasOwnBatteryTiers |= Tiers(settings) != Tiers(new NodeSettings());
        return settings;
    }

    private static (int Half, int Eighth, int Heartbeat) Tiers(NodeSettings settings) =>
        (settings.HalfRateBelowMillivolts, settings.EighthRateBelowMillivolts, settings.HeartbeatBelowMillivolts);
}
