using System.Collections.Concurrent;
using System.Diagnostics;

namespace Jena.SensorNode.Processes;

/// <summary>
/// Starts programs that die with the starter, even by SIGKILL: Linux sends them SIGKILL when the thread that started them
/// ends (prctl(2), PR_SET_PDEATHSIG). So one thread starts them all, and it ends with the process.
/// </summary>
internal static class Mortal
{
    private const string SetPrivileges = "/usr/bin/setpriv";
    private static readonly BlockingCollection<Action> Work = [];

    static Mortal() => new Thread(Run) { IsBackground = true, Name = "starter of programs" }.Start();

    /// <summary>The command that sets the signal and then becomes the program, where util-linux offers it.</summary>
    public static (string Program, IEnumerable<string> Arguments) Wrap(string program, IEnumerable<string> arguments) =>
        File.Exists(SetPrivileges) ? (SetPrivileges, ["--pdeathsig", "KILL", "--", program, .. arguments]) : (program, arguments);

    /// <summary>Starts it from the thread that lives as long as this process.</summary>
    public static void Start(Process process)
    {
        var started = new TaskCompletionSource();
        Work.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception exception)
            {
                // The caller's to handle: the thread must go on.
                started.SetException(exception);
            }
        });
        started.Task.GetAwaiter().GetResult();
    }

    private static void Run()
    {
        foreach (var start in Work.GetConsumingEnumerable())
            start();
    }
}
