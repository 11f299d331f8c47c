using System.CommandLine;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Settings;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Probes of a node: another physical probe, or other wiring.</summary>
internal static class NodeProbeCommands
{
    /// <summary>Another physical probe on a channel.</summary>
    public static Command Replace(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        var channel = new Argument<int>("KANAL") { Description = "Kanal, ab 0 / channel, from 0" };
        var depth = new Option<int?>("--depth") { Description = "neue Tiefe in cm, sonst die alte / new depth in cm, else the old one" };
        var serial = new Option<string>("--serial") { Description = "Aufschrift der neuen Sonde / what is written on the new probe", DefaultValueFactory = _ => "" };
        var at = InstantOption.Create("--at", "Zeitpunkt des Wechsels, sonst jetzt / instant of the change, else now");
        var command = new Command(
            "replace",
            "Sonde gewechselt: was die alte gemessen hat, bleibt ihre Sache / a probe was replaced; what the old one measured stays its own")
        {
            node, channel, depth, serial, at,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            if (parse.GetValue(depth) is < 1 or > 254)
            {
                throw new RegistryException("--depth: 1 bis 254 cm / 1 to 254 cm");
            }

            var id = NodeIdArgument.Parse(parse.GetValue(node)!);
            await context.Get<NodeRegistry>().ReplaceProbeAsync(
                id, parse.GetValue(channel), parse.GetValue(depth), parse.GetValue(serial)!, EventInstant.Check(context, parse.GetValue(at), "--at"), cancellation);
            context.Show(
                new { Node = Topics.NodeName(id), Channel = parse.GetValue(channel), Serial = parse.GetValue(serial) },
                console => console.WriteLine($"Sonde auf Kanal {parse.GetValue(channel)} von {Topics.NodeName(id)} ist gewechselt. / Probe replaced."));
            return ExitCodes.Done;
        });
    }

    /// <summary>Other wiring, sent to the node with its next settings.</summary>
    public static Command Set(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        var probes = NodeAddCommand.Probes();
        probes.Required = true;
        var power = NodeAddCommand.PowerPin();
        var command = new Command(
            "set",
            "Andere Belegung; der Knoten bekommt sie mit neuen Einstellungen / other wiring; the node gets it with new settings")
        {
            node, probes, power,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            SetClock.Require(context);
            var id = NodeIdArgument.Parse(parse.GetValue(node)!);
            var layout = NodeAddCommand.Layout(parse.GetValue(probes) ?? [], parse.GetValue(power));
            var (given, version) = await context.Get<NodeSettingsRegistry>().ChangeLayoutAsync(id, layout, cancellation: cancellation);
            context.Show(new { Node = Topics.NodeName(id), Layout = given.Id, SettingsVersion = version }, console =>
                console.WriteLine(version is null
                    ? $"Belegung {given.Id} gilt; den Knoten mit „node provision“ bespielen. / Layout {given.Id}: provision the node."
                    : $"Belegung {given.Id} geht mit Einstellungen {version} an den Knoten. / Layout {given.Id} goes out with settings {version}."));
            return ExitCodes.Done;
        });
    }
}
