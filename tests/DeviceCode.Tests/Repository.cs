namespace Jena.SensorNode.DeviceCode.Tests;

/// <summary>Where the tests find the project's files and the assemblies built from them.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The node, compiled against the device's signatures.</summary>
    public static string NodeAssembly => Path.Combine(DeviceDirectory, "Jena.SensorNode.Node.dll");

    /// <summary>What is compiled for the device.</summary>
    public static string DeviceDirectory => Path.Combine(AppContext.BaseDirectory, "device");

    /// <summary>The folder of the signatures.</summary>
    public static string ReferenceDirectory => Path.Combine(DeviceDirectory, "ref");

    /// <summary>The signature assemblies.</summary>
    public static IReadOnlyList<string> References { get; } = [.. Directory.GetFiles(ReferenceDirectory, "*.dll").Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Jena.SensorNode.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from a folder below Jena.SensorNode.sln.");
    }
}
