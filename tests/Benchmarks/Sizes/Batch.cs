using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Benchmarks.Sizes;

/// <summary>Some consecutive samples and what stands around them, the same for every format.</summary>
/// <param name="Samples">Raw values of each sample, oldest first.</param>
/// <param name="IntervalSeconds">Seconds between two samples.</param>
internal sealed record Batch(IReadOnlyList<int[]> Samples, int IntervalSeconds)
{
    internal const uint NodeId = 0x2a;
    internal const int LayoutId = 3;
    internal const uint Boot = 5;
    internal const uint AgeSeconds = 3;
    internal const int BatteryMillivolts = 3712;

    /// <summary>A node in its second year: counters are not small any more.</summary>
    internal const uint FirstSample = 60_000;

    private const uint FirstSeconds = 54_000_000;

    internal static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    internal uint Seconds(int sample) => FirstSeconds + (uint)(sample * IntervalSeconds);

    /// <summary>All windows of this many samples of a trace, end to end.</summary>
    internal static IEnumerable<Batch> Windows(List<int[]> samples, int count, int intervalSeconds)
        => samples.Chunk(count).Where(window => window.Length == count).Select(window => new Batch(window, intervalSeconds));

    internal FrameContent Content(bool carriesNodeId = false)
    {
        var channels = Samples[0].Length;
        return new FrameContent
        {
            NodeId = NodeId,
            CarriesNodeId = carriesNodeId,
            LayoutId = LayoutId,
            Boot = Boot,
            FirstSample = FirstSample,
            AgeSeconds = AgeSeconds,
            BatteryMillivolts = BatteryMillivolts,
            ChannelCount = channels,
            SampleCount = Samples.Count,
            Seconds = [.. Enumerable.Range(0, Samples.Count).Select(Seconds)],
            Values = [.. Samples.SelectMany(sample => sample)],
            Faults = new byte[Samples.Count * channels],
        };
    }

    /// <summary>Bytes of this project's frame.</summary>
    internal int FrameBytes(bool carriesNodeId = false)
    {
        var bytes = FrameEncoder.Encode(Content(carriesNodeId), Key, new byte[FrameEncoder.MaximumFrameBytes]);
        return bytes > 0 ? bytes : throw new InvalidOperationException($"{Samples.Count} samples do not fit into one frame.");
    }
}
