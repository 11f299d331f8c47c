using System.CommandLine;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;
using Jena.SensorNode.Gateway.Readings;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Writes what a node gets by cable, and calls nanoff when asked.</summary>
internal static class NodeProvisionCommand
{
    private const string PortPlaceholder = "COM5";

    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var options = new ProvisionOptions();
        var command = new Command(
            "provision",
            "Dateien für einen Knoten schreiben (node.cfg, net.json, files.json), nanoff-Befehle nennen oder ausführen / " +
            "write a node's files, name the nanoff commands or run them");
        options.AddTo(command);
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var request = options.Read(parse, context);
            var port = parse.GetValue(options.SerialPort);
            if (parse.GetValue(options.Run) && port is null)
            {
                throw new RegistryException("--run braucht --port, z. B. --port COM5 oder --port /dev/ttyUSB0; „nanoff --listports“ zeigt sie. / --run needs --port.");
            }

            request = request with { HighestBootSeen = HighestBoot(context, request.NodeId) };
            var provisioned = await context.Get<Provisioner>().ProvisionAsync(request, cancellation);
            var name = Topics.NodeName(request.NodeId);
            var folder = Path.GetFullPath(parse.GetValue(options.Output) ?? $"provision-{name}");
            var files = DeploymentFiles.Write(folder, request, provisioned);
            var label = WriteLabel(context, request.NodeId, folder);
            var commands = parse.GetValue(options.NewBoard)
                ? NanoffCommands.ForNewBoard(port ?? PortPlaceholder, folder, request.WifiName is not null)
                : NanoffCommands.ForProvisioning(port ?? PortPlaceholder, folder, request.WifiName is not null);
            context.Show(
                new { Node = name, provisioned.BootFloor, Files = files, Label = label, Commands = commands.Select(call => call.ToString()) },
                console => ProvisionView.Draw(console, request.NodeId, provisioned, [.. files, .. label], commands));
            return parse.GetValue(options.Run) ? await NanoffProcess.RunAsync(commands, context.Io, cancellation) : ExitCodes.Done;
        });
    }

    private static uint HighestBoot(CommandContext context, uint nodeId) =>
        context.Get<INodeDirectory>().Find(nodeId) is { } keys
            ? context.Get<IReadingStore>().Streams(keys.DeviceId).Select(stream => stream.Key.Boot).DefaultIfEmpty().Max()
            : 0;

    private static string[] WriteLabel(CommandContext context, uint nodeId, string folder)
    {
        var device = context.Get<INodeDirectory>().Describe(context.Get<INodeDirectory>().Find(nodeId)!.DeviceId);
        var png = Path.Combine(folder, "label.png");
        var svg = Path.Combine(folder, "label.svg");
        File.WriteAllBytes(png, NodeLabel.Png(nodeId));
        File.WriteAllText(svg, NodeLabel.Svg(nodeId, device?.Site?.Name));
        return [png, svg];
    }
}
