using System.CommandLine;
using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Settings;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Settings of a node.</summary>
internal static class NodeSettingsCommands
{
    /// <summary>A new set.</summary>
    public static Command Set(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        var values = new Argument<string[]>("NAME=WERT")
        {
            Description = string.Join("; ", SettingField.All.Select(field => $"{field.Name}: {field.German} ({field.Range})")),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var wifi = new Option<string?>("--wifi") { Description = "auf dieses WLAN wechseln / change to this WiFi network" };
        var password = new Option<string?>("--wifi-password-file") { Description = $"Datei mit dem Passwort, „-“ = Standardeingabe; sonst {SecretInput.WifiPasswordVariable} oder Nachfrage / file with the password" };
        var command = new Command(
            "set",
            "Neue Einstellungen, signiert; der Knoten holt sie bei der nächsten Verbindung / new signed settings; the node takes them at its next connection")
        {
            node, values, wifi, password,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var id = NodeIdArgument.Parse(parse.GetValue(node)!);
            var changes = (parse.GetValue(values) ?? []).Select(Change).ToList();
            if (parse.GetValue(wifi) is { } network)
            {
                changes.Add(Wifi(network, SecretInput.WifiPassword(context.Io, parse.GetValue(password))));
            }

            if (changes.Count == 0)
            {
                throw new RegistryException("Was soll sich ändern? NAME=WERT, z. B. sampling-interval=15min / give NAME=VALUE, e.g. sampling-interval=15min");
            }

            var settings = await context.Get<NodeSettingsRegistry>().ChangeAsync(id, set => changes.ForEach(change => change(set)), cancellation);
            context.Show(new { Node = Topics.NodeName(id), settings.Version }, console =>
                console.WriteLine($"Einstellungen {settings.Version} für {Topics.NodeName(id)} liegen bereit. / Settings {settings.Version} are ready for the node."));
            return ExitCodes.Done;
        });
    }

    /// <summary>Wanted beside reported.</summary>
    public static Command Show(CommandRunner runner)
    {
        var node = NodeIdArgument.Create();
        return runner.Bind(new Command("show", "Gewünscht und in Kraft / wanted and in force") { node }, (parse, context, _) =>
        {
            var comparison = SettingsComparison.Of(NodeIdArgument.Parse(parse.GetValue(node)!), context);
            context.Show(comparison, console => console.Write(comparison.Table()));
            return Task.FromResult(ExitCodes.Done);
        });
    }

    private static Action<NodeSettings> Change(string text)
    {
        var name = text.Split('=', 2)[0];
        var field = SettingField.All.FirstOrDefault(candidate => candidate.Name == name)
            ?? throw new RegistryException(
                $"Einstellung „{name}“ gibt es nicht. / Unknown setting. {string.Join(", ", SettingField.All.Select(known => known.Name))}");
        var value = text.Length > name.Length ? text[(name.Length + 1)..] : "";
        return settings =>
        {
            if (!field.TrySet(settings, value))
            {
                throw new RegistryException($"{name}={value}: {field.German} muss {field.Range} sein. / {field.English} must be {field.Range}.");
            }
        };
    }

    private static Action<NodeSettings> Wifi(string network, string password)
    {
        if (Encoding.UTF8.GetByteCount(network) is < 1 or > 32)
        {
            throw new RegistryException("--wifi: 1 bis 32 Bytes / 1 to 32 bytes");
        }

        return settings => (settings.WifiName, settings.WifiPassword) = (network, Encoding.UTF8.GetBytes(password));
    }
}
