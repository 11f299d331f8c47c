using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Settings;
using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Settings wanted beside those that the node reports.</summary>
/// <param name="WantedVersion">Version wanted; 0 = nothing beyond provisioning.</param>
/// <param name="ReportedVersion">Version in force; null if the node never said.</param>
/// <param name="RefusedVersion">Version that the node refused last.</param>
/// <param name="RefusedReason">Why (FRAME.md 5.2).</param>
/// <param name="Values">Each setting, wanted and in force.</param>
internal sealed record SettingsComparison(
    uint WantedVersion, uint? ReportedVersion, uint? RefusedVersion, int? RefusedReason, IReadOnlyList<SettingsComparison.Value> Values)
{
    /// <summary>One setting.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="German">What it is.</param>
    /// <param name="Wanted">Wanted value; null where nothing was set.</param>
    /// <param name="InForce">Value in force; null where it is not known.</param>
    internal sealed record Value(string Name, string German, string? Wanted, string? InForce);

    /// <summary>The comparison for a node.</summary>
    /// <exception cref="RegistryException">Unknown node.</exception>
    public static SettingsComparison Of(uint nodeId, CommandContext context)
    {
        var directory = context.Get<NodeDirectory>();
        var keys = directory.Find(nodeId)
            ?? throw new RegistryException($"Knoten {Topics.NodeName(nodeId)} ist nicht registriert. / Node is not registered.");
        var health = context.Get<INodeReports>().Status(keys.DeviceId)?.Health;
        var registry = context.Get<NodeSettingsRegistry>();
        var wanted = directory.Snapshot.Settings(keys.DeviceId) is { } desired ? registry.Find(keys.DeviceId, desired.Version) : null;
        var inForce = health?.SettingsVersion is { } version and > 0 ? registry.Find(keys.DeviceId, version) : null;
        return new SettingsComparison(
            wanted?.Version ?? 0,
            health?.SettingsVersion,
            health?.SettingsRefusedVersion,
            health?.SettingsRefusedReason,
            [.. SettingField.All.Select(field => new Value(field.Name, field.German, Text(field, wanted), Text(field, inForce)))]);
    }

    /// <summary>The comparison as a table.</summary>
    public Table Table()
    {
        var table = new Table().RoundedBorder().AddColumns(
            "Einstellung",
            "",
            $"gewünscht ({WantedVersion})",
            $"in Kraft ({ReportedVersion?.ToString() ?? "nie gemeldet"})");
        foreach (var value in Values)
        {
            table.AddRow(value.Name, Safe.Text(value.German), Safe.Text(value.Wanted), Safe.Text(value.InForce));
        }

        return RefusedVersion is { } refused ? table.Caption($"Version {refused} abgelehnt: {Reason(RefusedReason)}") : table;
    }

    /// <summary>A reason of FRAME.md 5.2 in words.</summary>
    public static string Reason(int? reason) => reason switch
    {
        SettingsRefusal.BadMac => "nicht echt (falscher Schlüssel) / bad MAC",
        SettingsRefusal.BadFormat => "Format unbekannt / bad format",
        SettingsRefusal.Older => "älter als die geltenden / older than those in force",
        SettingsRefusal.OutOfRange => "Wert außerhalb des Bereichs / value out of range",
        SettingsRefusal.BadLayout => "Sondenbelegung unbekannt / unknown layout item",
        SettingsRefusal.NotStored => "Knoten konnte sie nicht speichern / node could not store them",
        _ => $"Grund {reason} / reason {reason}",
    };

    private static string? Text(SettingField field, NodeSettings? settings) => settings is null ? null : field.Show(settings);
}
