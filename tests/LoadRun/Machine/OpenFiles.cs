using System.Globalization;

namespace Jena.SensorNode.LoadRun.Machine;

/// <summary>How many connections this machine lets a process hold. .NET raises the soft limit to the hard one by itself.</summary>
internal static class OpenFiles
{
    // Beside the connections: the runtime's own files, databases, pipes.
    private const int Others = 300;

    /// <summary>What to do so that a number of connections is possible; null if it is.</summary>
    public static string? Obstacle(int connections)
    {
        if (!File.Exists("/proc/self/limits"))
            return null;
        var fields = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return !int.TryParse(fields[3], CultureInfo.InvariantCulture, out var most) || most >= connections + Others
            ? null
            : $"needs {connections + Others} open files, {most} are allowed: ulimit -n {connections + Others} (as root: ulimit -Hn), then again";
    }
}
