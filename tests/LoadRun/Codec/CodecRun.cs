using System.Diagnostics;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.LoadRun.Printing;

namespace Jena.SensorNode.LoadRun.Codec;

/// <summary>What the gateway spends on a frame before it knows that it is genuine and what is in it.</summary>
internal static class CodecRun
{
    private const uint NodeId = 42;
    private const int Channels = 6;
    private const int FramesAtATime = 20_000;
    private const int Rounds = 25;

    public static void Run(Scoreboard scores)
    {
        var table = new Table("Verify and decode, six channels, median of 25 rounds of 20,000 frames", "samples in the frame", "bytes", "ns", "heap bytes");
        foreach (var samples in new[] { 1, 8, 24 })
        {
            var key = new byte[32];
            Random.Shared.NextBytes(key);
            var frame = Frame(samples, key);
            using var verifier = new FrameVerifier(key);
            var (nanoseconds, heap) = Measure(frame, verifier);
            table.Row($"{samples}", frame.Length, nanoseconds, heap);
            if (samples != 1)
                continue;
            scores.Note(Figures.VerifyDecode, nanoseconds);
            scores.Note(Figures.VerifyDecodeHeap, heap);
        }
    }

    private static (double Nanoseconds, double HeapBytes) Measure(byte[] frame, FrameVerifier verifier)
    {
        var into = new DecodedFrame();
        var times = new List<double>();
        var heap = long.MaxValue;
        // More rounds than are counted: the first ones are compiled.
        for (var round = -Rounds; round < Rounds; round++)
        {
            var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            for (var count = 0; count < FramesAtATime; count++)
            {
                if (FrameDecoder.Decode(frame, NodeId, verifier, into) != FrameError.None)
                    throw new InvalidOperationException("A good frame was refused.");
            }

            heap = Math.Min(heap, GC.GetAllocatedBytesForCurrentThread() - allocated);
            if (round >= 0)
                times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / FramesAtATime);
        }

        times.Sort();
        return (times[times.Count / 2], (double)heap / FramesAtATime);
    }

    private static byte[] Frame(int samples, byte[] key)
    {
        var content = new FrameContent
        {
            NodeId = NodeId,
            LayoutId = 1,
            Boot = 3,
            FirstSample = 1000,
            AgeSeconds = 2,
            BatteryMillivolts = 3600,
            ChannelCount = Channels,
            SampleCount = samples,
            Seconds = [.. Enumerable.Range(0, samples).Select(sample => 900u * (uint)(sample + 1))],
            Values = [.. Enumerable.Range(0, samples * Channels).Select(index => 2000 + (index % Channels * 60) + (index / Channels % 3))],
            Faults = new byte[samples * Channels],
        };
        var output = new byte[FrameEncoder.MaximumFrameBytes];
        return output[..FrameEncoder.Encode(content, key, output)];
    }
}
