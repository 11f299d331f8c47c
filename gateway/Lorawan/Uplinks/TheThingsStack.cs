using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Lorawan.Uplinks;

/// <summary>The Things Stack v3, uplink message in JSON (application server data formats).</summary>
internal static class TheThingsStack
{
    // What the application server sends beside uplinks (data formats); a normalized uplink comes as uplink_message too.
    private static readonly string[] OtherMessages =
    [
        "uplink_normalized", "join_accept", "downlink_ack", "downlink_nack", "downlink_sent", "downlink_failed", "downlink_queued",
        "downlink_queue_invalidated", "location_solved", "service_data",
    ];

    /// <summary>The uplink; null with a reason when the message is none.</summary>
    public static ForeignUplink? Read(JsonElement root, out string problem)
    {
        var ids = Tolerant.Property(root, "end_device_ids");
        if (Eui(ids, out problem) is not { } eui)
            return null;
        if (Array.Find(OtherMessages, name => root.TryGetProperty(name, out _)) is { } other)
        {
            problem = UplinkMessage.NotAnUplink + other;
            return null;
        }

        if (Tolerant.Property(root, "simulated") is { ValueKind: JsonValueKind.True })
        {
            problem = UplinkMessage.NotAnUplink + "simulated";
            return null;
        }

        if (Tolerant.Property(root, "uplink_message") is not { ValueKind: JsonValueKind.Object } message)
        {
            problem = "Nachricht ist kein Uplink: uplink_message fehlt";
            return null;
        }

        if (Tolerant.Counter(message, "f_cnt") is not { } counter)
        {
            problem = "f_cnt ist keine Zahl von 0 bis 4294967295";
            return null;
        }

        var version = Tolerant.Property(message, "version_ids");
        var receptions = Tolerant.Property(message, "rx_metadata");
        var first = Tolerant.First(receptions);
        return new ForeignUplink
        {
            Eui = eui,
            DeviceName = Tolerant.Text(ids, "device_id"),
            TypeNames = [Tolerant.Text(version, "brand_id") + " " + Tolerant.Text(version, "model_id"), Tolerant.Text(ids, "device_id")],
            Session = Session(Tolerant.Text(message, "session_key_id"), Tolerant.Text(ids, "dev_addr")),
            Counter = counter,
            Port = (int)Math.Clamp(Tolerant.Number(Tolerant.Property(message, "f_port")) ?? 0, 0, 255),
            Data = Tolerant.Base64(Tolerant.Property(message, "frm_payload")),
            // Handed on only where the server itself was told not to decrypt.
            IsEncrypted = Tolerant.Property(message, "app_s_key") is not null,
            Fields = Tolerant.Property(message, "decoded_payload") is { } fields ? ObjectFields.Of(fields) : ObjectFields.None,
            // The server's reception, as the city's platform takes it; then that of the radio gateway.
            TimeUnixMilliseconds = Tolerant.Time(Tolerant.Property(message, "received_at")) ?? Tolerant.Time(Tolerant.Property(first, "received_at"))
                ?? Tolerant.Time(Tolerant.Property(first, "time")) ?? Tolerant.Time(Tolerant.Property(root, "received_at")),
            RssiDbm = Tolerant.Strongest(receptions),
        };
    }

    // A device activated by personalisation may have none: then a locally administered one, made of what names it at the server.
    private static string? Eui(JsonElement? ids, out string problem)
    {
        var eui = Tolerant.Text(ids, "dev_eui");
        var (application, device) = (Tolerant.Text(Tolerant.Property(ids, "application_ids"), "application_id"), Tolerant.Text(ids, "device_id"));
        if (eui.Length > 0 || application.Length == 0 || device.Length == 0)
            return UplinkMessage.Eui(eui, out problem);
        problem = "";
        return "02" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(application + "/" + device)).AsSpan(0, 7));
    }

    // The session key id changes with every join; the address may stay. Old messages have the address only.
    private static uint Session(string keyId, string address) => keyId.Length > 0
        ? Crc32.Compute(Encoding.UTF8.GetBytes(keyId), 0, Encoding.UTF8.GetByteCount(keyId))
        : uint.TryParse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var session) ? session : 0;
}
