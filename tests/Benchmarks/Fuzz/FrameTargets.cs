using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Frames of nodes: as anybody may send them, and behind a right MAC, where only a broken node gets.</summary>
internal static class FrameTargets
{
    private const int Channels = 6;
    private static readonly DecodedFrame Decoded = new();
    private static readonly DecodedFrame Again = new();
    private static readonly byte[] Output = new byte[FrameEncoder.MaximumFrameBytes];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("frames", [Frame(1), Frame(24), Frame(0)], frame => Decode(frame)) { Make = Any },
        new("frames with a right MAC", [.. new[] { Frame(1), Frame(24), Frame(0) }.Select(NodeUnderTest.WithoutMac)], body => Decode(NodeUnderTest.WithMac(body, MessageMac.Frame)))
        {
            Make = random => NodeUnderTest.WithoutMac(Any(random)),
        },
    ];

    /// <summary>A good frame.</summary>
    public static byte[] Frame(int samples) => Encoded(new FrameContent
    {
        NodeId = NodeUnderTest.Id,
        CarriesNodeId = true,
        LayoutId = 1,
        Boot = 3,
        FirstSample = 100,
        LastSeconds = 90_000,
        BatteryMillivolts = 3900,
        ChannelCount = Channels,
        SampleCount = samples,
        Seconds = [.. Enumerable.Range(0, samples).Select(index => 90_000u + (uint)(index * 900))],
        Values = [.. Enumerable.Range(0, samples * Channels).Select(index => 2000 + (index % 7))],
        Faults = [.. Enumerable.Range(0, samples * Channels).Select(index => (byte)(index % 23 == 5 ? 2 : 0))],
        Health = new HealthReport { Mask = HealthReport.Everything },
    });

    private static bool Decode(byte[] frame)
    {
        using var verifier = new FrameVerifier(NodeUnderTest.Key);
        var isGenuine = FrameDecoder.Decode(frame, NodeUnderTest.Id, verifier, Decoded) == FrameError.None;
        if (FrameDecoder.Decode(frame, Decoded) != FrameError.None)
        {
            Word.Keep(!isGenuine && Decoded is { SampleCount: 0, Boot: 0, Health: null }, "What was refused left something behind.");
            return false;
        }

        Word.Keep(Decoded.SampleCount <= FrameContent.MaximumSamples && Decoded.ChannelCount is >= 1 and <= FrameContent.MaximumChannels, "More samples or channels than a frame can hold.");
        Word.Keep(Decoded.LayoutId <= FrameContent.MaximumLayoutId, "A layout id that no node can have.");
        SaysTheSameAgain();
        return isGenuine;
    }

    // Whatever bits a frame was made of: what it says can be said by the encoder, and is read as the same.
    private static void SaysTheSameAgain()
    {
        var length = FrameEncoder.Encode(
            new FrameContent
            {
                NodeId = Decoded.NodeId,
                CarriesNodeId = Decoded.CarriesNodeId,
                LayoutId = Decoded.LayoutId,
                Boot = Decoded.Boot,
                FirstSample = Decoded.FirstSample,
                LastSeconds = Decoded.LastSeconds,
                AgeSeconds = Decoded.AgeSeconds,
                BatteryMillivolts = Decoded.BatteryMillivolts,
                ChannelCount = Decoded.ChannelCount,
                SampleCount = Decoded.SampleCount,
                Seconds = Decoded.Seconds.ToArray(),
                Values = Decoded.Values.ToArray(),
                Faults = Decoded.Faults.ToArray(),
            },
            NodeUnderTest.Key,
            Output);
        if (length == FrameEncoder.DoesNotFit)
            return;
        Word.Keep(FrameDecoder.Decode(Output.AsSpan(0, length), Again) == FrameError.None, "What was read cannot be written.");
        Word.Keep(
            (Again.Boot, Again.FirstSample, Again.LastSeconds, Again.AgeSeconds, Again.LayoutId, Again.BatteryMillivolts) == (Decoded.Boot, Decoded.FirstSample, Decoded.LastSeconds, Decoded.AgeSeconds, Decoded.LayoutId, Decoded.BatteryMillivolts)
            && Again.Seconds.SequenceEqual(Decoded.Seconds) && Again.Values.SequenceEqual(Decoded.Values) && Again.Faults.SequenceEqual(Decoded.Faults),
            "What was written again is not what was read.");
    }

    private static byte[] Any(Random random)
    {
        var (samples, channels) = (random.Next(random.Next(2) == 0 ? 2 : 30), 1 + random.Next(FrameContent.MaximumChannels));
        var (noise, step) = (1 << random.Next(16), 1 + random.Next(100_000));
        return Encoded(new FrameContent
        {
            NodeId = NodeUnderTest.Id,
            CarriesNodeId = random.Next(2) == 0,
            LayoutId = random.Next(FrameContent.MaximumLayoutId + 1),
            Boot = (uint)random.NextInt64(1L << random.Next(1, 33)),
            FirstSample = (uint)random.NextInt64(1L << random.Next(1, 33)),
            LastSeconds = (uint)random.NextInt64(1L << random.Next(1, 33)),
            AgeSeconds = (uint)random.NextInt64(1L << random.Next(1, 33)),
            BatteryMillivolts = random.Next(6000),
            ChannelCount = channels,
            SampleCount = samples,
            Seconds = [.. Enumerable.Range(0, samples).Select(index => (uint)(index * step))],
            Values = [.. Enumerable.Range(0, samples * channels).Select(_ => random.Next(-noise, noise))],
            Faults = [.. Enumerable.Range(0, samples * channels).Select(_ => (byte)Math.Max(0, random.Next(-40, 16)))],
            Health = random.Next(3) == 0 ? new HealthReport { Mask = random.Next(HealthReport.Everything + 1), FreeHeapKibibytes = (uint)random.Next(100) } : null,
        });
    }

    private static byte[] Encoded(FrameContent content)
    {
        var output = new byte[FrameEncoder.MaximumFrameBytes];
        var length = FrameEncoder.Encode(content, NodeUnderTest.Key, output);
        return length > 0 ? output[..length] : Frame(1);
    }
}
