using Jena.SensorNode.Gateway.Nodes;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>What a node reported about itself, in words. What it never reported is not there.</summary>
internal static class NodeFacts
{
    /// <summary>Names and texts.</summary>
    public static IEnumerable<(string Name, string Text)> Of(NodeStatus? status)
    {
        if (status?.Health is not { } health)
            yield break;
        if (health.Firmware is { } firmware)
            yield return ("Firmware", $"{firmware / 100}.{firmware % 100:00}");
        if (health.SettingsVersion is { } version)
            yield return (Say("Einstellungen", "Settings"), version == 0 ? Say("Auslieferung", "as delivered") : $"{Say("Fassung", "version")} {version}");
        if (health is { SettingsRefusedVersion: { } refused, SettingsRefusedReason: { } reason })
            yield return (Say("Abgelehnte Einstellungen", "Refused settings"), $"{Say("Fassung", "version")} {refused}: {Refusal(reason)}");
        if (health.JournalDepth is { } depth)
            yield return (Say("Wartet auf dem Knoten", "Waiting on the node"), Measurements(depth));
        if (health.SamplesLost is > 0 and { } lost)
            yield return (Say("Verloren", "Lost"), $"{Measurements(lost)} {Say("seit Einrichtung (Speicher war voll)", "since it was set up (memory was full)")}");
        if (health.UplinkRetries is > 0 and { } retries)
            yield return (Say("Vergebliche Sendeversuche", "Failed sendings"), retries.ToString());
        if (health.Resets is { } resets)
            yield return (Say("Neustarts", "Restarts"), resets.ToString());
        if (health.RadioTimeMilliseconds is { } radio)
            yield return (Say("Funkzeit zuletzt", "Radio time, last"), $"{Number(radio / 1000.0, 1)} s");
        if (health.AwakeTimeMilliseconds is { } awake)
            yield return (Say("Wach zuletzt", "Awake, last"), $"{Number(awake / 1000.0, 1)} s");
        if (health.FreeHeapKibibytes is { } heap)
            yield return (Say("Freier Speicher", "Free memory"), $"{heap} KiB");
    }

    // Reasons of FRAME.md 5.2.
    private static string Refusal(int reason) => reason switch
    {
        1 => Say("Signatur falsch", "wrong signature"),
        2 => Say("Form falsch", "malformed"),
        3 => Say("älter als die geltende", "older than the one in force"),
        4 => Say("Wert außerhalb des Erlaubten", "value out of bounds"),
        5 => Say("unbekannter Teil im Sondenplan", "unknown part in the probe layout"),
        6 => Say("ließ sich nicht speichern", "could not be stored"),
        _ => $"{Say("Grund", "reason")} {reason}",
    };
}
