using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>What the service works with: no command writes a result in its place, however its target was mistyped.</summary>
internal static class OwnFiles
{
    /// <summary>
    /// Refuses a target that is the service's own. Moved over the database, a file would take its name away: the running service would
    /// go on writing into one that nobody finds. Without the key file no node is believed any more.
    /// </summary>
    /// <exception cref="RegistryException">It is.</exception>
    public static void Refuse(CommandContext context, string target)
    {
        var (name, folder) = (Path.GetFileName(target), Real(Path.GetDirectoryName(target)!));
        var keyFile = Path.GetFullPath(context.Get<SecretBoxProvider>().KeyFilePath);
        var isDatabase = folder == Real(context.Get<StorageOptions>().DataDirectory) && name.StartsWith("gateway.", StringComparison.OrdinalIgnoreCase);
        if (isDatabase || (folder == Real(Path.GetDirectoryName(keyFile)!) && name == Path.GetFileName(keyFile)))
        {
            throw new RegistryException(
                $"{target} gehört dem Dienst selbst; die Datei anderswohin legen, am besten auf einen anderen Datenträger. / This file is the service's own: put yours elsewhere, best on another disk.");
        }
    }

    private static string Real(string folder) =>
        Path.TrimEndingDirectorySeparator((Directory.Exists(folder) ? Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(folder));
}
