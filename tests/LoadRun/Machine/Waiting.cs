using System.Diagnostics;

namespace Jena.SensorNode.LoadRun;

/// <summary>Waits for what comes from another process.</summary>
internal static class Waiting
{
    /// <returns>False if it did not come true within the limit.</returns>
    public static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit, int everyMilliseconds = 10)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > limit)
                return false;
            await Task.Delay(everyMilliseconds);
        }

        return true;
    }

    /// <exception cref="TimeoutException">It did not come true within the limit.</exception>
    public static async Task RequireAsync(Func<bool> condition, TimeSpan limit, Func<string> what)
    {
        if (!await UntilAsync(condition, limit))
            throw new TimeoutException($"Not within {limit}: {what()}");
    }
}
