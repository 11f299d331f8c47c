namespace Jena.SensorNode.Processes;

/// <summary>Where the checkout and its build output lie.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: the other projects were built like this one.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The gateway as it was built: <c>jena-gateway</c> or <c>jena-gateway.dll</c>.</summary>
    public static string Gateway(string file) => Path.Combine(Root, "gateway", "bin", Configuration, "net10.0", file);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Jena.SensorNode.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Run from a checkout: Jena.SensorNode.sln was not found above " + AppContext.BaseDirectory);
    }
}
