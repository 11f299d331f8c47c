namespace Jena.SensorNode.LoadRun.Machine;

/// <summary>Programs of the system and of the release build.</summary>
internal static class Places
{
    /// <summary>A program of the system.</summary>
    /// <exception cref="FileNotFoundException">It is not installed; says how to get it.</exception>
    public static string Program(string package, string path) =>
        File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: apt-get install {package}");

    /// <summary>A program that the release build publishes beside this one.</summary>
    /// <exception cref="FileNotFoundException">This is another build.</exception>
    public static string Published(string path) => Path.Combine(AppContext.BaseDirectory, path) is var full && File.Exists(full)
        ? full
        : throw new FileNotFoundException($"{full} is missing: only a release build is measured, dotnet run -c Release --project tests/LoadRun");
}
