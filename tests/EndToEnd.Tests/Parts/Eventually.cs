using System.Diagnostics;

namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>Waits for something that must come, with a limit that only a hang reaches.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, Func<string>? details = null, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > (limit ?? Limit))
                Assert.Fail($"Did not come true within {limit ?? Limit}: {what}\n{details?.Invoke()}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what, Func<string>? details = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, details);
}
