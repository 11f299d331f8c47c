using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Lists all devices.</summary>
internal static class NodeListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var all = new Option<bool>("--all") { Description = "auch außer Dienst / retired ones too" };
        var command = new Command("list", "Alle Knoten und Fremdsensoren / all nodes and foreign sensors") { all };
        return runner.Bind(command, (parse, context, _) =>
        {
            var rows = context.Get<INodeDirectory>().All()
                .Where(device => parse.GetValue(all) || !device.IsRetired)
                .Select(device => NodeOverview.Of(device, context))
                .ToList();
            context.Show(rows, console => Draw(console, rows));
            return Task.FromResult(ExitCodes.Done);
        });
    }

    private static void Draw(IAnsiConsole console, List<NodeOverview> rows)
    {
        if (rows.Count == 0)
        {
            console.WriteLine("Noch kein Knoten: jena-gateway node add / No node yet");
            return;
        }

        var table = new Table().RoundedBorder()
            .AddColumns("Knoten", "Standort", "Tiefen cm", "Letzte Messung", "Batterie", "Wartend", "Einstellungen", "Zustand");
        foreach (var row in rows)
        {
            table.AddRow(
                row.Name + (row.Model.Length == 0 ? "" : $"\n{Safe.Text(row.Model)}"),
                row.Site is null ? "–" : $"{Safe.Text(row.Site)}\n{Safe.Text(row.SiteName)}",
                string.Join('/', row.DepthsCentimeters),
                Safe.Instant(row.LastSample),
                row.BatteryMillivolts is { } battery ? $"{battery / 1000.0:0.00} V" : "–",
                row.WaitingSamples?.ToString() ?? "–",
                Settings(row),
                row.IsRetired ? "außer Dienst" : row.Kind == DeviceKindOf.Foreign ? "fremd" : "in Dienst");
        }

        console.Write(table);
    }

    private static string Settings(NodeOverview row) => row switch
    {
        { Kind: DeviceKindOf.Foreign } => "–",
        { SettingsReported: null } => $"{row.SettingsWanted} gewünscht",
        _ when row.SettingsReported == row.SettingsWanted => $"{row.SettingsWanted} in Kraft",
        _ => $"{row.SettingsWanted} gewünscht, {row.SettingsReported} in Kraft",
    };
}
