namespace Jena.SensorNode.DeviceCode.Tests.Api;

/// <summary>The public signatures of the device's real assemblies, as listed beside the project.</summary>
internal static class ListedApi
{
    /// <summary>The lines of one assembly's listing without its heading, or null where no listing is at hand.</summary>
    public static HashSet<string>? Of(string assembly)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "nanoframework-api", assembly + ".txt");
        return File.Exists(path) ? [.. File.ReadLines(path).Where(line => !line.StartsWith('#'))] : null;
    }
}
