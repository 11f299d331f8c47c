using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>Registers sensors of other makers that send before any list named them.</summary>
internal sealed class ForeignRegistration(RegistryWriter writer, INodeDirectory directory, TimeProvider time)
{
    /// <summary>The device of an EUI; registered without a site if it was not known. A list imported later gives it its place.</summary>
    public async Task<DeviceDescription> EnsureAsync(string eui, string model, CancellationToken cancellation = default)
    {
        if (directory.FindForeign(eui) is { } known)
            return known;
        await writer.ChangeAsync(
            connection => connection.Run(
                "INSERT INTO device(kind, name, model, created_ms) VALUES($kind, $eui, $model, $now) ON CONFLICT(name) DO NOTHING",
                ("$kind", (int)DeviceKindOf.Foreign),
                ("$eui", eui),
                ("$model", model),
                ("$now", time.GetUtcNow().ToUnixTimeMilliseconds())),
            cancellation);
        return directory.FindForeign(eui) ?? throw new InvalidOperationException($"The device {eui} was registered and is not in the directory.");
    }
}
