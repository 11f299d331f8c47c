using System.Collections.Concurrent;

namespace Jena.SensorNode.LoadRun.Sinks;

/// <summary>What came out at the other end: every sample by node and counter, how often.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<(string Node, uint Counter), int> _samples = new();
    private long _total;

    /// <summary>All that arrived, repeated ones too.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>Different samples.</summary>
    public int Different => _samples.Count;

    /// <summary>Samples that arrived exactly once.</summary>
    public int ExactlyOnce => _samples.Values.Count(times => times == 1);

    /// <summary>Counts one sample.</summary>
    public void Count(string node, uint counter)
    {
        Interlocked.Increment(ref _total);
        _samples.AddOrUpdate((node, counter), 1, static (_, times) => times + 1);
    }

    /// <summary>Counts a message without looking into it.</summary>
    public void CountBare(ReadOnlySpan<byte> payload) => Interlocked.Increment(ref _total);

    /// <summary>True if a sample arrived at all.</summary>
    public bool Has(string node, uint counter) => _samples.ContainsKey((node, counter));
}
