namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>Parts that a machine may lack; the test then skips and says what is missing.</summary>
internal static class Repository
{
    /// <summary>A file of the material beside the checkout; the test skips where there is none.</summary>
    public static string SharedFile(params string[] path)
    {
        var full = Path.GetFullPath(Path.Combine([Checkout.Root, "..", "shared", .. path]));
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
}
