using System.CommandLine;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Registers a node.</summary>
internal static class NodeAddCommand
{
    /// <summary>The least: one capacitive probe and one DS18B20, whose bus needs no ROM id.</summary>
    private static readonly string[] StandardProbes = ["adc:0@30", "ds18b20@30"];

    /// <summary>The option for probes, for this and other commands.</summary>
    public static Option<string[]> Probes() => new("--probe")
    {
        Description = "Sonde, mehrfach, in der Reihenfolge der Kanäle / probe, repeated, in the order of the channels: " + LayoutText.Form,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The option for the power pin.</summary>
    public static Option<byte> PowerPin() => new("--power-pin")
    {
        Description = "GPIO, der die Sonden schaltet; 255 = keiner / GPIO that switches the probes; 255 = none",
        DefaultValueFactory = _ => ProbeLayout.NoPowerPin,
    };

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
            var given = parse.GetValue(probes) is { Length: > 0 } list ? list : StandardProbes;
            var node = new NewNode(LayoutText.Parse(given, parse.GetValue(power)))
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
