using System.Net;
using System.Net.Sockets;

namespace Jena.SensorNode.LoadRun.Machine;

/// <summary>Where the checkout, its build output, free ports and room for data are.</summary>
internal static class Places
{
    private static int _lastPort = 20_000 + (Environment.ProcessId * 37 % 9_000);

    /// <summary>Root of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: the other projects were built like this one.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A program of the system.</summary>
    /// <exception cref="FileNotFoundException">It is not installed; says how to get it.</exception>
    public static string Program(string package, string path) =>
        File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: apt-get install {package}");

    /// <summary>A port below the range that the system hands out by itself: free, and still free after a restart of its owner.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _lastPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }
    }

    /// <summary>True if something listens.</summary>
    public static bool Accepts(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Jena.SensorNode.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Run from a checkout: Jena.SensorNode.sln was not found above " + AppContext.BaseDirectory);
    }
}
