using System.Globalization;
using System.Text.Json;

namespace Jena.SensorNode.Gateway.Lorawan.Uplinks;

/// <summary>
/// ChirpStack v4, event <c>up</c> in JSON (chirpstack-api 4, integration.UplinkEvent), its names in camel case as the server
/// writes them or in snake case as other writers of protobuf do.
/// </summary>
internal static class ChirpStack
{
    private static readonly (string Property, string Event)[] OwnProperties =
    [
        ("margin", "status"), ("batteryLevel", "status"), ("externalPowerSource", "status"), ("batteryLevelUnavailable", "status"),
        ("downlinkId", "txack"), ("queueItemId", "ack"), ("acknowledged", "ack"),
        ("level", "log"), ("code", "log"), ("description", "log"), ("integrationName", "integration"), ("location", "location"),
    ];

    private static readonly string[] OfUplinks = ["rxInfo", "fPort", "fCnt", "data", "object", "dr", "adr", "confirmed"];

    /// <summary>The reason where the frame counter is none.</summary>
    internal const string NoCounter = "fCnt ist keine Zahl von 0 bis 4294967295";

    /// <summary>The uplink; null with a reason when the message is none.</summary>
    public static ForeignUplink? Read(JsonElement root, out string problem)
    {
        var info = Tolerant.Property(root, "deviceInfo");
        if (UplinkMessage.Eui(Tolerant.Text(info, "devEui"), out problem) is not { } eui)
            return null;
        if (OtherEvent(root) is { } other)
        {
            problem = UplinkMessage.NotAnUplink + other;
            return null;
        }

        if (Tolerant.Counter(root, "fCnt") is not { } counter)
        {
            problem = NoCounter;
            return null;
        }

        var tags = Tolerant.Property(info, "tags");
        var receptions = Tolerant.Property(root, "rxInfo");
        var (time, uncertainty) = ReceptionTime.Of(Tolerant.Time(Tolerant.Property(root, "time")), receptions);
        return new ForeignUplink
        {
            Eui = eui,
            DeviceName = Tolerant.Text(info, "deviceName"),
            ProfileId = Tolerant.Text(info, "deviceProfileId"),
            TypeNames = [Tolerant.Text(info, "deviceProfileName"), Tolerant.Text(tags, "dev_type"), Tolerant.Text(tags, "model"), Tolerant.Text(info, "deviceName")],
            Session = Session(Tolerant.Text(root, "devAddr")),
            Counter = counter,
            DeliveryId = Tolerant.Text(root, "deduplicationId"),
            Port = (int)Math.Clamp(Tolerant.Number(Tolerant.Property(root, "fPort")) ?? 0, 0, 255),
            Data = Tolerant.Base64(Tolerant.Property(root, "data")),
            IsEncrypted = HasNoKey(Tolerant.Property(root, "joinServerContext")),
            Fields = Tolerant.Property(root, "object") is { } fields ? ObjectFields.Of(fields) : ObjectFields.None,
            TimeUnixMilliseconds = time,
            TimeUncertaintyMilliseconds = uncertainty,
            RssiDbm = Tolerant.Strongest(receptions),
        };
    }

    /// <summary>
    /// The event where it is none of <c>up</c> (chirpstack-api 4, integration.proto): each has a property that no uplink has. A
    /// join has none of its own, only nothing of an uplink. Null for an uplink; zeros are left out, so its properties may be few.
    /// </summary>
    private static string? OtherEvent(JsonElement root) =>
        Array.Exists(OfUplinks, name => Tolerant.Has(root, name)) && !Tolerant.Has(root, "integrationName")
            ? null
            : OwnEvent(root);

    /// <summary>Which of the other events a message is.</summary>
    internal static string OwnEvent(JsonElement root) => Array.Find(OwnProperties, pair => Tolerant.Has(root, pair.Property)).Event ?? "join";

    // A join server outside keeps the application's key to itself, or hands it on wrapped for the application.
    private static bool HasNoKey(JsonElement? context) => Tolerant.Text(context, "sessionKeyId").Length > 0 || Tolerant.Property(context, "appSKey") is not null;

    private static uint Session(string address) =>
        uint.TryParse(address, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var session) ? session : 0;
}
