using System.CommandLine;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Everything about nodes.</summary>
internal static class NodeCommands
{
    /// <summary>The verbs under <c>node</c>.</summary>
    public static Command Create(CommandRunner runner) => new("node", "Knoten / nodes")
    {
        NodeAddCommand.Create(runner),
        NodeListCommand.Create(runner),
        NodeShowCommand.Create(runner),
        NodeProvisionCommand.Create(runner),
        NodeLabelsCommand.Create(runner),
        NodeLifeCommands.RotateKey(runner),
        NodeLifeCommands.Retire(runner),
        NodeLifeCommands.Reactivate(runner),
        NodeLifeCommands.Replace(runner),
        NodeLifeCommands.Move(runner),
        new Command("probe", "Sonden eines Knotens / probes of a node")
        {
            NodeProbeCommands.Replace(runner),
            NodeProbeCommands.Set(runner),
        },
        new Command("settings", "Einstellungen eines Knotens / settings of a node")
        {
            NodeSettingsCommands.Set(runner),
            NodeSettingsCommands.Show(runner),
        },
    };
}
