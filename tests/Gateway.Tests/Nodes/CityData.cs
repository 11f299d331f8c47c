namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>The city's lists beside the project; a test that needs one is skipped where it is missing.</summary>
internal static class CityData
{
    public static FileStream Open(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Jena.SensorNode.sln")))
        {
            folder = folder.Parent;
        }

        var path = folder is null ? "" : Path.Combine(folder.FullName, "..", "shared", "data", "jena", name);
        if (!File.Exists(path))
        {
            Assert.Skip($"../shared/data/jena/{name} is not there");
        }

        return File.OpenRead(path);
    }
}
