namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>Where the checkout, its build output and the material beside it lie.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: the other projects were built like this one.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A file of the material beside the checkout; the test skips where there is none.</summary>
    public static string SharedFile(params string[] path)
    {
        var full = Path.GetFullPath(Path.Combine([Root, "..", "shared", .. path]));
        Assert.SkipUnless(File.Exists(full), $"needs ../shared/{string.Join('/', path)}, which is not beside this checkout");
        return full;
    }

    /// <summary>A program of the system; the test skips where it is missing and says how to get it.</summary>
    public static string Program(string package, params string[] candidates)
    {
        var found = candidates.FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"needs {candidates[0]}: apt-get install {package}");
        return found!;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Jena.SensorNode.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Run the tests from a checkout: Jena.SensorNode.sln was not found above " + AppContext.BaseDirectory);
    }
}
