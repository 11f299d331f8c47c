namespace Jena.SensorNode.Architecture.Tests;

/// <summary>Finds the checkout that the tests run from.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts", "TestResults", ".git"];

    public static string Root { get; } = Find();

    public static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".js" or ".razor" or ".css")
            .Where(path => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Intersect(Skipped).Any());

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Jena.SensorNode.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Run the tests from a checkout: Jena.SensorNode.sln was not found above " + AppContext.BaseDirectory);
    }
}
