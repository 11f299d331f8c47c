using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>Devices as people name them: a node id of up to 8 hex digits, or an EUI.</summary>
internal static class DeviceSelector
{
    /// <summary>The device of a name.</summary>
    /// <exception cref="RegistryException">There is none.</exception>
    public static DeviceDescription Find(CommandContext context, string name)
    {
        var wanted = Eui.TryNormalize(name, out var eui) ? eui : name.ToLowerInvariant().PadLeft(8, '0');
        return context.Get<INodeDirectory>().All().FirstOrDefault(device => device.Name == wanted)
            ?? throw new RegistryException($"„{Safe.Text(name)}“ ist nicht registriert; „node list --all“ zeigt alle. / Not registered.");
    }
}
