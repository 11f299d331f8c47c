using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>All about one node.</summary>
internal static class NodeShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        node.Description += "; auch die EUI eines Fremdsensors / or the EUI of a foreign sensor";
        return runner.Bind(new Command("show", "Alles über einen Knoten / all about a node") { node }, (parse, context, _) =>
        {
            var details = NodeDetails.Of(DeviceSelector.Find(context, parse.GetValue(node)!), context);
            context.Show(details, console => Draw(console, details));
            return Task.FromResult(details.Streams.Any(stream => stream.Incarnation > 0) || details.Incidents.Count > 0
                ? ExitCodes.DoneWithProblems
                : ExitCodes.Done);
        });
    }

    private static void Draw(IAnsiConsole console, NodeDetails details)
    {
        var facts = new Grid().AddColumn().AddColumn();
        Fact("Knoten / node", details.Overview.Name + (details.Overview.IsRetired ? " (außer Dienst / retired)" : ""));
        Fact("Standort / site", $"{Safe.Text(details.Overview.SiteName)} ({Safe.Text(details.Overview.Site)})");
        Fact("Letzte Messung / last sample", Safe.Instant(details.Overview.LastSample));
        Fact("Letzte Meldung / last report", Safe.Instant(details.LastReport));
        if (details.Settings is null)
        {
            Fact("Gerät / model", Safe.Text(details.Overview.Model));
        }
        else
        {
            NodeFacts();
        }

        console.Write(facts);
        console.Write(Sites(details));
        console.Write(Probes(details));
        if (details.Settings is { } settings)
        {
            console.Write(settings.Table());
        }

        console.Write(Streams(details));
        foreach (var incident in details.Incidents)
        {
            console.MarkupLine($"Auffällig / noticed: {incident.Kind} × {incident.Count}, zuletzt {Safe.Instant(incident.Last)}: {Safe.Text(incident.Detail)}");
        }

        void NodeFacts()
        {
            Fact("Schlüssel / key", details.PreviousKeyUntil is { } until
                ? $"Wechsel läuft, der alte gilt bis {Safe.Instant(until)} / rotation open"
                : "einer / one");
            Fact("Selbsttest / self-test", SelfTest(details.Health?.SelfTest));
            Fact("Firmware", details.Health?.Firmware is { } version ? $"{version / 100}.{version % 100:00}" : "–");
            Fact("Neustarts, verlorene Messungen / resets, lost", $"{details.Health?.Resets?.ToString() ?? "–"}, {details.Health?.SamplesLost?.ToString() ?? "–"}");
        }

        void Fact(string name, string value) => facts.AddRow(name, value);
    }

    private static Table Sites(NodeDetails details)
    {
        var table = new Table().RoundedBorder().Title("Standorte / sites").AddColumns("Kennung", "Name", "von", "bis");
        foreach (var stay in details.Sites)
        {
            table.AddRow(Safe.Text(stay.Site), Safe.Text(stay.Name), Safe.Instant(stay.ValidFrom), Safe.Instant(stay.ValidTo));
        }

        return table;
    }

    private static Table Probes(NodeDetails details)
    {
        var table = new Table().RoundedBorder().Title("Sonden / probes").AddColumns("Belegung", "Kanal", "Art", "Tiefe", "Aufschrift", "von", "bis");
        foreach (var probe in details.Probes)
        {
            table.AddRow(
                $"{probe.LayoutId}",
                $"{probe.Channel}",
                LayoutText.Name(probe.Kind),
                probe.DepthCentimeters == ProbeDescription.InAir ? "Luft" : $"{probe.DepthCentimeters} cm",
                Safe.Text(probe.Serial),
                Safe.Instant(probe.ValidFrom),
                Safe.Instant(probe.ValidTo));
        }

        return table;
    }

    private static Table Streams(NodeDetails details)
    {
        var table = new Table().RoundedBorder().Title("Empfangen / received").AddColumns("Start", "Leben", "Messungen", "von", "bis", "Lücken");
        foreach (var stream in details.Streams)
        {
            table.AddRow(
                $"{stream.Boot}",
                stream.Incarnation == 0 ? "–" : $"{stream.Incarnation} (Zähler neu begonnen / counters restarted)",
                $"{stream.Samples}",
                $"{stream.First}",
                $"{stream.Last}",
                $"{stream.Gaps}");
        }

        return table;
    }

    private static string SelfTest(int? bits)
    {
        string[] steps = ["Belegung", "Sonden", "Batterie", "Journal", "WLAN", "Gateway", "Bestätigung"];
        return bits is not { } value
            ? "–"
            : string.Join(' ', steps.Select((step, bit) => (value >> bit & 1) == 1 ? $"{step} ✓" : $"{step} ✗"));
    }
}
