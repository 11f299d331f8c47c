using System.Globalization;
using System.Text.Json;

namespace Jena.SensorNode.Gateway.Lorawan.Uplinks;

/// <summary>
/// ChirpStack v3, event <c>up</c> in JSON (chirpstack-api 3, integration.UplinkEvent): the device stands in the message itself, bytes
/// are base64 (marshaler <c>json</c>) or hex (<c>json_v3</c>), the object is a text.
/// </summary>
internal static class OlderChirpStack
{
    /// <summary>True for a message of this form.</summary>
    public static bool IsOne(JsonElement root) => root.TryGetProperty("devEUI", out _) && !Tolerant.Has(root, "deviceInfo");

    /// <summary>The uplink; null with a reason when the message is none.</summary>
    public static ForeignUplink? Read(JsonElement root, out string problem)
    {
        if (UplinkMessage.Eui(Hex(Tolerant.Text(root, "devEUI"), 8), out problem) is not { } eui)
            return null;

        // Zeros are written out: every uplink names its port, no other event does.
        if (!Tolerant.Has(root, "fPort"))
        {
            problem = UplinkMessage.NotAnUplink + (Tolerant.Has(root, "error") ? "error" : root.TryGetProperty("gatewayID", out _) ? "txack" : ChirpStack.OwnEvent(root));
            return null;
        }

        if (Tolerant.Counter(root, "fCnt") is not { } counter)
        {
            problem = ChirpStack.NoCounter;
            return null;
        }

        var tags = Tolerant.Property(root, "tags");
        var receptions = Tolerant.Property(root, "rxInfo");
        var (time, uncertainty) = ReceptionTime.Of(null, receptions);
        return new ForeignUplink
        {
            Eui = eui,
            DeviceName = Tolerant.Text(root, "deviceName"),
            ProfileId = Tolerant.Text(root, "deviceProfileID"),
            TypeNames = [Tolerant.Text(root, "deviceProfileName"), Tolerant.Text(tags, "dev_type"), Tolerant.Text(tags, "model"), Tolerant.Text(root, "deviceName")],
            Session = uint.TryParse(Hex(Tolerant.Text(root, "devAddr"), 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var session) ? session : 0,
            Counter = counter,
            Port = (int)Math.Clamp(Tolerant.Number(Tolerant.Property(root, "fPort")) ?? 0, 0, 255),
            Data = Tolerant.Base64(Tolerant.Property(root, "data")),
            Fields = Tolerant.Property(root, "object") is { } fields ? ObjectFields.Of(fields) : OfText(Tolerant.Property(root, "objectJSON")),
            TimeUnixMilliseconds = time ?? Tolerant.Time(Tolerant.Property(root, "publishedAt")),
            TimeUncertaintyMilliseconds = uncertainty,
            RssiDbm = Tolerant.Strongest(receptions),
        };
    }

    private static string Hex(string text, int bytes) =>
        text.Length == (bytes + 2) / 3 * 4 && Tolerant.Base64(text) is { } decoded && decoded.Length == bytes ? Convert.ToHexStringLower(decoded) : text;

    private static ObjectFields OfText(JsonElement? element)
    {
        try
        {
            using var document = element is { ValueKind: JsonValueKind.String } text ? JsonDocument.Parse(text.GetString() ?? "", UplinkMessage.Options) : null;
            return document is null ? ObjectFields.None : ObjectFields.Of(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return ObjectFields.None;
        }
    }
}
