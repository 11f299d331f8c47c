using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>Devices as people name them: a node id of up to 8 hex digits, with the label's <c>JSN:</c> or without, or an EUI.</summary>
internal static class DeviceSelector
{
    /// <summary>The device of a name.</summary>
    /// <exception cref="RegistryException">There is none.</exception>
    public static DeviceDescription Find(CommandContext context, string name)
    {
        var number = name.StartsWith("JSN:", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
        var wanted = Eui.TryNormalize(number, out var eui) ? eui : number.ToLowerInvariant().PadLeft(8, '0');
        return context.Get<INodeDirectory>().All().FirstOrDefault(device => device.Name == wanted)
            ?? throw new RegistryException($"„{Safe.Text(wanted)}“ ist nicht registriert; „node list --all“ zeigt alle. / Not registered.");
    }
}
