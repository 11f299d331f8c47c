using Jena.SensorNode.Gateway.Commands.Nodes;
using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>Devices as people name them: a node id of up to 8 hex digits, with the label's <c>JSN:</c> or without, or an EUI.</summary>
internal static class DeviceSelector
{
    /// <summary>The device of a name.</summary>
    /// <exception cref="RegistryException">There is none.</exception>
    public static DeviceDescription Find(CommandContext context, string name)
    {
        var wanted = Normalize(name);
        return context.Get<INodeDirectory>().All().FirstOrDefault(device => device.Name == wanted)
            ?? throw new RegistryException($"„{Safe.Text(wanted)}“ ist nicht registriert; „node list --all“ zeigt alle. / Not registered.");
    }

    /// <summary>The one spelling of a device's name: 8 lower-case hex digits of a node, 16 of an EUI.</summary>
    public static string Normalize(string name)
    {
        var number = NodeIdArgument.Bare(name);
        return Eui.TryNormalize(number, out var eui) ? eui : number.ToLowerInvariant().PadLeft(8, '0');
    }
}
