using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;
using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>A sheet of labels.</summary>
internal static class NodeLabelsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var output = new Option<FileInfo>("--output", "-o") { Description = "Zieldatei, SVG / target file, SVG", Required = true };
        var nodes = new Argument<string[]>("KNOTEN") { Description = "Knoten, sonst alle in Dienst / nodes, else all in service", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("labels", "Etikettenbogen A4, 3 × 10, mit QR-Code / A4 sheet of labels with QR code") { output, nodes };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var directory = context.Get<NodeDirectory>();
            var wanted = (parse.GetValue(nodes) ?? []).Select(NodeIdArgument.Parse).ToHashSet();
            var labels = directory.Snapshot.Nodes
                .Where(node => wanted.Count == 0 ? !node.Keys.IsRetired : wanted.Contains(node.Keys.NodeId))
                .OrderBy(node => node.Keys.NodeId)
                .Select(node => (node.Keys.NodeId, directory.Describe(node.Keys.DeviceId)?.Site?.Name))
                .ToList();
            if (labels.Count < Math.Max(1, wanted.Count))
            {
                throw new RegistryException("Nicht alle Knoten sind registriert; „node list --all“ zeigt sie. / Not all nodes are registered.");
            }

            var file = parse.GetValue(output)!;
            OwnFiles.Refuse(context, file.FullName);
            await ResultFile.WriteAsync(
                file.FullName,
                async partial =>
                {
                    await File.WriteAllTextAsync(partial, NodeLabel.Sheet(labels), cancellation);
                    return true;
                },
                cancellation);
            context.Show(
                new { File = file.FullName, Labels = labels.Count },
                console => console.WriteLine($"{labels.Count} Etiketten in {file.FullName} / labels written"));
            return ExitCodes.Done;
        });
    }
}
