using System.CommandLine;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Settings;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Keys, replacement, retirement, moving.</summary>
internal static class NodeLifeCommands
{
    private const uint DaySeconds = 86400;

    /// <summary>A new key, with the old one good for a while.</summary>
    public static Command RotateKey(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        var overlap = new Option<string>("--overlap")
        {
            Description = "Wie lange der alte Schlüssel höchstens noch gilt, 1h..365d / how long the old key stays good at most",
            DefaultValueFactory = _ => "30d",
        };
        var force = new Option<bool>("--force") { Description = "auch wenn der letzte Wechsel noch läuft / even if the last rotation is open" };
        var command = new Command(
            "rotate-key",
            "Neuen Schlüssel machen. Der alte gilt, bis ein Rahmen unter dem neuen kommt oder die Frist endet; dazwischen den Knoten mit „node provision“ bespielen. / " +
            "Make a new key; the old one stays good until a frame under the new one arrives or the time ends; provision the node in between.")
        {
            node, overlap, force,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            if (!Duration.TryParse(parse.GetValue(overlap)!, 3600, 365 * DaySeconds, out var seconds))
            {
                throw new RegistryException("--overlap: 1h bis 365d, z. B. 30d / 1h to 365d, e.g. 30d");
            }

            SetClock.Require(context);
            var id = NodeIdArgument.Parse(parse.GetValue(node)!);
            await context.Get<NodeRegistry>().RotateKeyAsync(id, TimeSpan.FromSeconds(seconds), parse.GetValue(force), cancellation);
            var until = context.Get<TimeProvider>().GetUtcNow().AddSeconds(seconds);
            var name = Topics.NodeName(id);
            context.Show(new { Node = name, PreviousKeyUntil = until }, console =>
            {
                console.WriteLine($"Knoten {name} hat einen neuen Schlüssel. Der alte gilt bis {Safe.Instant(until)} oder bis der neue benutzt wird.");
                console.WriteLine($"Node {name} has a new key. Next: jena-gateway node provision {name}");
            });
            return ExitCodes.Done;
        });
    }

    /// <summary>Out of service.</summary>
    public static Command Retire(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        var command = new Command("retire", "Knoten außer Dienst stellen; seine Messwerte bleiben / take a node out of service; its readings stay") { node };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            SetClock.Require(context);
            var id = NodeIdArgument.Parse(parse.GetValue(node)!);
            await context.Get<NodeRegistry>().RetireAsync(id, cancellation);
            context.Show(
                new { Node = Topics.NodeName(id), IsRetired = true },
                console => console.WriteLine($"Knoten {Topics.NodeName(id)} ist außer Dienst; „node reactivate“ macht es rückgängig. / Node is retired; node reactivate undoes it."));
            return ExitCodes.Done;
        });
    }

    /// <summary>Back in service.</summary>
    public static Command Reactivate(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        var command = new Command(
            "reactivate",
            "Außerdienststellung zurücknehmen: Standort, Sonden und Schlüssel wie zuvor, als wäre nichts gewesen / undo a retirement: site, probes and key as before")
        {
            node,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var id = NodeIdArgument.Parse(parse.GetValue(node)!);
            await context.Get<NodeRegistry>().ReactivateAsync(id, cancellation);
            context.Show(
                new { Node = Topics.NodeName(id), IsRetired = false },
                console => console.WriteLine($"Knoten {Topics.NodeName(id)} ist wieder in Dienst. / Node is in service again."));
            return ExitCodes.Done;
        });
    }

    /// <summary>Another node at the same place.</summary>
    public static Command Replace(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        var id = new Option<string?>("--id") { Description = "Nummer des neuen Knotens / id of the new node" };
        var command = new Command(
            "replace",
            "Neuer Knoten an der Stelle eines alten: gleicher Standort, gleiche Sonden, eigener Schlüssel / a new node in the place of an old one")
        {
            node, id,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            SetClock.Require(context);
            var old = NodeIdArgument.Parse(parse.GetValue(node)!);
            uint? wanted = parse.GetValue(id) is { } text ? NodeIdArgument.Parse(text) : null;
            var added = await context.Get<NodeRegistry>().ReplaceAsync(old, wanted, cancellation);
            var name = Topics.NodeName(added.NodeId);
            context.Show(new { Retired = Topics.NodeName(old), Node = name }, console =>
            {
                console.WriteLine($"Knoten {name} steht jetzt an der Stelle von {Topics.NodeName(old)}. Als Nächstes: jena-gateway node provision {name}");
                console.WriteLine($"Node {name} stands in the place of {Topics.NodeName(old)}. Provision it next.");
            });
            return ExitCodes.Done;
        });
    }

    /// <summary>Another site.</summary>
    public static Command Move(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        var site = new Argument<string>("STANDORT") { Description = "Standort, z. B. GISID 1_42672 / site" };
        var from = InstantOption.Create("--from", "seit wann, sonst jetzt / since when, else now");
        var command = new Command("move", "Knoten an einen anderen Standort stellen / move a node to another site") { node, site, from };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var id = NodeIdArgument.Parse(parse.GetValue(node)!);
            var since = EventInstant.Check(context, parse.GetValue(from), "--from") ?? context.Get<TimeProvider>().GetUtcNow();
            var until = await context.Get<NodeRegistry>().MoveAsync(id, parse.GetValue(site)!, since, cancellation);
            context.Show(
                new { Node = Topics.NodeName(id), Site = parse.GetValue(site), From = since, Until = until },
                console => console.WriteLine(until is null
                    ? $"Knoten {Topics.NodeName(id)} steht seit {Safe.Instant(since)} an {parse.GetValue(site)}. / Node moved."
                    : $"Knoten {Topics.NodeName(id)} stand von {Safe.Instant(since)} bis {Safe.Instant(until)} an {parse.GetValue(site)}; der spätere Umzug gilt weiter. / The later move stays."));
            return ExitCodes.Done;
        });
    }
}
