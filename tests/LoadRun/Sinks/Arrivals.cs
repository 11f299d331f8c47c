using System.Collections.Concurrent;
using System.Text.Json;
using Jena.SensorNode.LoadRun.Generator;

namespace Jena.SensorNode.LoadRun.Sinks;

/// <summary>What came out at the other end: every sample, how often.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<SampleId, int> _samples = new();
    private long _total;

    /// <summary>All that arrived, repeated ones too.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>Different samples.</summary>
    public int Different => _samples.Count;

    /// <summary>Samples that arrived exactly once.</summary>
    public int ExactlyOnce => _samples.Values.Count(times => times == 1);

    /// <summary>Counts one sample.</summary>
    public void Count(SampleId sample)
    {
        Interlocked.Increment(ref _total);
        _samples.AddOrUpdate(sample, 1, static (_, times) => times + 1);
    }

    /// <summary>Counts a message without looking into it.</summary>
    public void CountBare(ReadOnlySpan<byte> payload) => Interlocked.Increment(ref _total);

    /// <summary>Counts a flat JSON object with <c>id</c> (the name of the node), <c>boot</c> and <c>seq</c>, or an array of them.</summary>
    public void CountJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var sample = default(SampleId);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
                Count(sample);
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2)
                continue;
            var isNode = reader.ValueTextEquals("id"u8);
            var isBoot = reader.ValueTextEquals("boot"u8);
            var isCounter = reader.ValueTextEquals("seq"u8);
            reader.Read();
            if (isNode)
                sample = sample with { Node = Convert.ToUInt32(reader.GetString(), 16) };
            else if (isBoot)
                sample = sample with { Boot = reader.GetUInt32() };
            else if (isCounter)
                sample = sample with { Counter = reader.GetUInt32() };
        }
    }

    /// <summary>How many of some samples arrived so many times, no more and no less.</summary>
    public long Times(IEnumerable<SampleId> samples, int times) =>
        samples.LongCount(sample => _samples.GetValueOrDefault(sample) == times);

    /// <summary>How many of the samples that were acknowledged arrived, and how many of them once and no more.</summary>
    public (long Arrived, long ExactlyOnce) Of(IEnumerable<SampleId> acknowledged)
    {
        var (arrived, once) = (0L, 0L);
        foreach (var sample in acknowledged)
        {
            var times = _samples.GetValueOrDefault(sample);
            arrived += times > 0 ? 1 : 0;
            once += times == 1 ? 1 : 0;
        }

        return (arrived, once);
    }
}
