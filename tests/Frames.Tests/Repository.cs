namespace Jena.SensorNode.Frames.Tests;

/// <summary>Finds the checkout that the tests run from.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    internal static string FramesFolder => Path.Combine(Root, "shared", "Frames");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Jena.SensorNode.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Run the tests from a checkout: Jena.SensorNode.sln was not found above " + AppContext.BaseDirectory);
    }
}
