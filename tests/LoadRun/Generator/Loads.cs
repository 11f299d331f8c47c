using System.Diagnostics;

namespace Jena.SensorNode.LoadRun.Generator;

/// <summary>What one run of the load gave.</summary>
/// <param name="Frames">Frames acknowledged.</param>
/// <param name="Seconds">From the first sent to the last acknowledged.</param>
/// <param name="P50">Median time to the acknowledgement, in ms.</param>
/// <param name="P99">99th percentile of it.</param>
internal sealed record LoadResult(long Frames, double Seconds, double P50, double P99)
{
    public double FramesPerSecond => Frames / Seconds;
}

/// <summary>The two shapes of load.</summary>
internal static class Loads
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Each of some connections sends its next frame when the one before is acknowledged; the others are idle.</summary>
    public static async Task<LoadResult> ClosedLoopAsync(Fleet fleet, int connections, int frames)
    {
        var active = fleet.Connections.Take(connections).ToList();
        var each = Math.Max(1, frames / active.Count);
        Parallel.ForEach(active, connection => connection.Node.PrepareJournal(each, 1));
        foreach (var idle in fleet.Connections.Skip(connections))
            idle.Reset();
        return await MeasureAsync(fleet, each * active.Count, () =>
        {
            Fleet.OfferAll(active);
            return Task.CompletedTask;
        });
    }

    /// <summary>All connections in turn at a fixed rate.</summary>
    public static async Task<LoadResult> PacedAsync(Fleet fleet, int framesPerSecond, int seconds)
    {
        var frames = framesPerSecond * seconds;
        var each = (frames + fleet.Connections.Count - 1) / fleet.Connections.Count;
        Parallel.ForEach(fleet.Connections, connection => connection.Node.PrepareLive(each, (double)fleet.Connections.Count / framesPerSecond));
        return await MeasureAsync(fleet, frames, () => fleet.PaceAsync(framesPerSecond, frames));
    }

    private static async Task<LoadResult> MeasureAsync(Fleet fleet, int frames, Func<Task> send)
    {
        var latencies = new Latencies(frames);
        fleet.Collect(latencies);
        var watch = Stopwatch.StartNew();
        await send();
        await Waiting.UntilAsync(() => latencies.Count >= frames, Limit, everyMilliseconds: 2);
        var seconds = watch.Elapsed.TotalSeconds;
        fleet.Collect(null);
        return new LoadResult(latencies.Count, seconds, latencies.Milliseconds(0.5), latencies.Milliseconds(0.99));
    }
}

/// <summary>Nodes for brokers that do not know any key.</summary>
internal static class LoadNodes
{
    public static IReadOnlyList<LoadNode> WithRandomKeys(int count) =>
        [.. Enumerable.Range(1, count).Select(id => new LoadNode((uint)id, System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)))];
}
