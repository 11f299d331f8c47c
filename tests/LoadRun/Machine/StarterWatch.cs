namespace Jena.SensorNode.LoadRun.Machine;

/// <summary>Ends this process when the one that started it (a shell, <c>dotnet run</c>) has died, so that no load goes on unseen.</summary>
internal static class StarterWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static void Begin()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var starter = Starter();
        new Thread(() =>
        {
            while (Starter() == starter)
                Thread.Sleep(Interval);
            Environment.Exit(3);
        })
        { IsBackground = true }.Start();
    }

    // Field 4 of the line, behind the name in brackets (proc(5)).
    private static string Starter() => File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
}
