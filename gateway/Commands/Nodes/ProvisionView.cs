using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes.Provisioning;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>What a technician reads after <c>node provision</c>.</summary>
internal static class ProvisionView
{
    /// <summary>Shows files, commands and label.</summary>
    public static void Draw(
        IAnsiConsole console, uint nodeId, ProvisionedNode node, IReadOnlyList<string> files, IReadOnlyList<NanoffCommand> commands)
    {
        console.WriteLine($"Knoten {Topics.NodeName(nodeId)}, zählt Starts ab {node.BootFloor} / counts boots from {node.BootFloor}");
        foreach (var file in files)
        {
            console.WriteLine($"  {file}");
        }

        console.WriteLine("node.cfg und net.json enthalten Geheimnisse: nach dem Aufspielen löschen. / They hold secrets: delete them afterwards.");
        console.WriteLine();
        console.WriteLine("Knoten wecken (Taster beim Einschalten halten), dann: / Wake the node (hold the button at power-on), then:");
        foreach (var command in commands)
        {
            console.WriteLine($"  # {command.Purpose}");
            console.WriteLine($"  {command}");
        }

        console.WriteLine();
        console.WriteLine("Die Adresse 0x1E0000 gilt für ESP32 mit 4 MB ab Firmware 09/2025; „nanoff --platform esp32 --devicedetails“ zeigt sie. Ohne sie startet die Anwendung nie.");
        console.WriteLine("Address 0x1E0000 is for ESP32 with 4 MB since firmware 09/2025; without it the application never runs.");
        console.WriteLine();
        console.WriteLine(NodeLabel.Terminal(nodeId));
        console.WriteLine(NodeLabel.Content(nodeId));
    }
}
