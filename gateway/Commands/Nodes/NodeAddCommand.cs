using System.CommandLine;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Registers a node.</summary>
internal static class NodeAddCommand
{
    private const byte StandardPowerPin = 25;

    /// <summary>The least of the wiring of hardware/README.md: its first capacitive probe, and one DS18B20, whose bus needs no ROM id.</summary>
    private static readonly string[] StandardProbes = ["adc:4@30", "ds18b20@30"];

    /// <summary>The option for probes, for this and other commands.</summary>
    public static Option<string[]> Probes() => new("--probe")
    {
        Description = "Sonde, mehrfach, in der Reihenfolge der Kanäle / probe, repeated, in the order of the channels: " + LayoutText.Form + $". Ohne Angabe {string.Join(", ", StandardProbes)} mit GPIO {StandardPowerPin} / default",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The option for the power pin.</summary>
    public static Option<byte?> PowerPin() => new("--power-pin")
    {
        Description = "GPIO, der die Sonden schaltet; ohne Angabe keiner / GPIO that switches the probes; none if not given",
    };

    /// <summary>The layout that probes and power pin make; null stands for the standard.</summary>
    /// <exception cref="RegistryException">A probe is not of the form, or a pin cannot be.</exception>
    public static ProbeLayout Layout(string[]? probes, byte? powerPin)
    {
        var layout = LayoutText.Parse(probes ?? StandardProbes, powerPin ?? (probes is null ? StandardPowerPin : ProbeLayout.NoPowerPin));
        BoardPins.Check(layout);
        return layout;
    }

    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var id = new Option<string?>("--id") { Description = "Knotennummer (Hex), sonst die nächste freie / node id (hex), else the next free one" };
        var site = new Option<string?>("--site") { Description = "Standort, z. B. GISID 1_42672 / site, e.g. a GISID" };
        var probes = Probes();
        var power = PowerPin();
        var command = new Command("add", "Knoten registrieren; danach „node provision“ / register a node; then provision it") { id, site, probes, power };
        return runner.BindAnywhere(command, async (parse, context, cancellation) =>
        {
            var node = new NewNode(Layout(parse.GetValue(probes) is { Length: > 0 } list ? list : null, parse.GetValue(power)))
            {
                NodeId = parse.GetValue(id) is { } text ? NodeIdArgument.Parse(text) : null,
                SiteReference = parse.GetValue(site),
            };
            var added = await context.Get<NodeRegistration>().AddAsync(node, cancellation);
            var name = Topics.NodeName(added.NodeId);
            context.Show(
                new { Node = name, added.DeviceId, Site = node.SiteReference, Probes = added.Layout.Channels.Select(LayoutText.Show) },
                console =>
                {
                    console.WriteLine($"Knoten {name} ist registriert. Als Nächstes: jena-gateway node provision {name} --host ADRESSE");
                    console.WriteLine($"Node {name} is registered. Next: jena-gateway node provision {name} --host ADDRESS");
                });
            return ExitCodes.Done;
        });
    }
}
