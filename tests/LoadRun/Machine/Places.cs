namespace Jena.SensorNode.LoadRun.Machine;

/// <summary>Programs of the system.</summary>
internal static class Places
{
    /// <summary>A program of the system.</summary>
    /// <exception cref="FileNotFoundException">It is not installed; says how to get it.</exception>
    public static string Program(string package, string path) =>
        File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: apt-get install {package}");
}
