using System.Collections.Concurrent;
using System.Text.Json;

namespace Jena.SensorNode.LoadRun.Sinks;

/// <summary>What came out at the other end: every sample by node and counter, how often.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<ulong, int> _samples = new();
    private long _total;

    /// <summary>All that arrived, repeated ones too.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>Different samples.</summary>
    public int Different => _samples.Count;

    /// <summary>Samples that arrived exactly once.</summary>
    public int ExactlyOnce => _samples.Values.Count(times => times == 1);

    /// <summary>Counts one sample.</summary>
    public void Count(uint node, uint counter)
    {
        Interlocked.Increment(ref _total);
        _samples.AddOrUpdate(((ulong)node << 32) | counter, 1, static (_, times) => times + 1);
    }

    /// <summary>Counts a message without looking into it.</summary>
    public void CountBare(ReadOnlySpan<byte> payload) => Interlocked.Increment(ref _total);

    /// <summary>Counts a flat JSON object with <c>id</c> (the name of the node) and <c>seq</c>, or an array of them.</summary>
    public void CountJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        uint node = 0;
        uint counter = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                Count(node, counter);
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2)
                continue;
            var isNode = reader.ValueTextEquals("id"u8);
            var isCounter = reader.ValueTextEquals("seq"u8);
            reader.Read();
            if (isNode)
                node = Convert.ToUInt32(reader.GetString(), 16);
            else if (isCounter)
                counter = reader.GetUInt32();
        }
    }

    /// <summary>How many of some samples arrived so many times, no more and no less.</summary>
    public long Times(IEnumerable<(uint Node, uint Counter)> samples, int times) =>
        samples.LongCount(sample => _samples.GetValueOrDefault(((ulong)sample.Node << 32) | sample.Counter) == times);

    /// <summary>How many of the samples that were acknowledged arrived, and how many of them once and no more.</summary>
    public (long Arrived, long ExactlyOnce) Of(IEnumerable<(uint Node, uint Counter)> acknowledged)
    {
        var (arrived, once) = (0L, 0L);
        foreach (var (node, counter) in acknowledged)
        {
            var times = _samples.GetValueOrDefault(((ulong)node << 32) | counter);
            arrived += times > 0 ? 1 : 0;
            once += times == 1 ? 1 : 0;
        }

        return (arrived, once);
    }
}
