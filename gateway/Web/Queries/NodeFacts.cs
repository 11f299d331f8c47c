using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Web.Texts;

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
            yield return ("Einstellungen", version == 0 ? "Auslieferung" : $"Fassung {version}");
        if (health is { SettingsRefusedVersion: { } refused, SettingsRefusedReason: { } reason })
            yield return ("Abgelehnte Einstellungen", $"Fassung {refused}: {Refusal(reason)}");
        if (health.JournalDepth is { } depth)
            yield return ("Wartet auf dem Knoten", German.Count(depth, "Messung", "Messungen"));
        if (health.SamplesLost is > 0 and { } lost)
            yield return ("Verloren", $"{German.Count(lost, "Messung", "Messungen")} seit Einrichtung (Speicher war voll)");
        if (health.UplinkRetries is > 0 and { } retries)
            yield return ("Vergebliche Sendeversuche", retries.ToString());
        if (health.Resets is { } resets)
            yield return ("Neustarts", resets.ToString());
        if (health.RadioTimeMilliseconds is { } radio)
            yield return ("Funkzeit zuletzt", $"{German.Number(radio / 1000.0, 1)} s");
        if (health.AwakeTimeMilliseconds is { } awake)
            yield return ("Wach zuletzt", $"{German.Number(awake / 1000.0, 1)} s");
        if (health.FreeHeapKibibytes is { } heap)
            yield return ("Freier Speicher", $"{heap} KiB");
    }

    // Reasons of FRAME.md 5.2.
    private static string Refusal(int reason) => reason switch
    {
        1 => "Signatur falsch",
        2 => "Form falsch",
        3 => "älter als die geltende",
        4 => "Wert außerhalb des Erlaubten",
        5 => "unbekannter Teil im Sondenplan",
        6 => "ließ sich nicht speichern",
        _ => $"Grund {reason}",
    };
}
