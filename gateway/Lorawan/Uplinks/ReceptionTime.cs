using System.Text.Json;

namespace Jena.SensorNode.Gateway.Lorawan.Uplinks;

/// <summary>
/// When ChirpStack's uplink was received. The message's own <c>time</c> is that of a radio gateway, which may have no set clock;
/// <c>nsTime</c> is that of the server, which has one, but reads late what a radio gateway had held back.
/// </summary>
internal static class ReceptionTime
{
    private const int MostReceptions = 64;
    private const int UsualMilliseconds = 5_000;
    private const long SlackMilliseconds = 60_000;

    // Nobody holds uplinks back for longer; a clock that is further behind was never set.
    private const long LongestHeldMilliseconds = 30L * 86_400_000;

    /// <summary>Decides.</summary>
    /// <param name="own">The message's own time; null when it has none.</param>
    /// <param name="receptions">Its <c>rxInfo</c>.</param>
    /// <returns>Unix milliseconds, null when nothing tells it, and ± of it in ms: as far as both clocks are apart where they are.</returns>
    public static (long? UnixMilliseconds, int UncertaintyMilliseconds) Of(long? own, JsonElement? receptions)
    {
        List<JsonElement> items = receptions is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Take(MostReceptions)] : [];
        var server = items.Min(item => Tolerant.Time(Tolerant.Property(item, "nsTime")));
        var time = own ?? items.Select(OfReception).FirstOrDefault(known => known is not null);

        // Who held it back held back what others received with him: a later reception than the one that the message goes by shows a clock that is behind.
        if (server is { } known && items.Max(item => OfGateway(item) is { } other && other <= known + SlackMilliseconds ? other : null) is { } latest && latest > time + SlackMilliseconds)
            time = latest;

        // Nothing reaches the server before it was received.
        if (server is { } late && (time is not { } early || early > late + SlackMilliseconds || early < late - LongestHeldMilliseconds))
            return (late, UsualMilliseconds);
        return (time, server - time is > SlackMilliseconds and var apart ? (int)Math.Min(int.MaxValue, apart) : UsualMilliseconds);
    }

    private static long? OfReception(JsonElement reception) =>
        OfGateway(reception) ?? Tolerant.Time(Tolerant.Property(reception, "nsTime"))
        ?? Tolerant.GpsTime(Tolerant.Property(reception, "timeSinceGpsEpoch") ?? Tolerant.Property(reception, "timeSinceGPSEpoch"));

    private static long? OfGateway(JsonElement reception) => Tolerant.Time(Tolerant.Property(reception, "gwTime")) ?? Tolerant.Time(Tolerant.Property(reception, "time"));
}
