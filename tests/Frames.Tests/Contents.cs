using CsCheck;

namespace Jena.SensorNode.Frames.Tests;

/// <summary>Contents of frames for tests: plain ones by hand, and any that the format can carry.</summary>
internal static class Contents
{
    internal static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    internal static readonly byte[] OtherKey = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7 + 1))];

    private const uint Interval = 900;

    /// <summary>Any content: sizes shrink by CsCheck, the rest follows from the seed.</summary>
    internal static readonly Gen<FrameContent> Any =
        Gen.Select(Gen.Int[0, FrameContent.MaximumSamples], Gen.Int[1, FrameContent.MaximumChannels], Gen.Int[0, 3], Gen.Int)
            .Select((samples, channels, wildness, seed) => Build(samples, channels, wildness, new Random(seed)));

    /// <summary>Any content that one frame can hold.</summary>
    internal static readonly Gen<FrameContent> AnyThatFits =
        Any.Select(content =>
        {
            while (FrameEncoder.Encode(content, Key, new byte[FrameEncoder.MaximumFrameBytes]) < 0)
                content.SampleCount /= 2;
            return content;
        });

    /// <summary>Three moistures and three temperatures, a sample each quarter of an hour.</summary>
    internal static FrameContent SixChannels(int samples) => new()
    {
        NodeId = 0x2a,
        LayoutId = 3,
        Boot = 5,
        FirstSample = 60_000,
        AgeSeconds = 3,
        BatteryMillivolts = 3712,
        ChannelCount = 6,
        SampleCount = samples,
        LastSeconds = 54_000_000,
        Seconds = [.. Enumerable.Range(0, samples).Select(i => 54_000_000 + ((uint)i * Interval))],
        Values = [.. Enumerable.Range(0, samples).SelectMany(i => new[] { 2410 - i, 2388, 2205 + (i % 2), -3 + i, 80, 131 })],
        Faults = new byte[samples * 6],
    };

    /// <summary>One sample with the given values.</summary>
    internal static FrameContent OneSample(params int[] values)
    {
        var content = SixChannels(1);
        content.ChannelCount = values.Length;
        content.Values = values;
        content.Faults = new byte[values.Length];
        return content;
    }

    /// <summary>The frame of a content that fits.</summary>
    internal static byte[] Encode(this FrameContent content, byte[]? key = null)
    {
        var output = new byte[FrameEncoder.MaximumFrameBytes];
        var length = FrameEncoder.Encode(content, key ?? Key, output);
        Assert.InRange(length, 1, output.Length);
        return output[..length];
    }

    internal static HealthReport AnyHealth(Random random) => new()
    {
        Mask = random.Next(HealthReport.Everything + 1),
        WakeReason = (byte)random.Next(16),
        RadioTimeCentiseconds = AnyWidth(random),
        UplinkRetries = AnyWidth(random),
        JournalDepth = AnyWidth(random),
        Resets = AnyWidth(random),
        SamplesLost = AnyWidth(random),
        SettingsVersion = AnyWidth(random),
        SettingsRefusedReason = (byte)random.Next(16),
        SettingsRefusedVersion = AnyWidth(random),
        Firmware = (ushort)random.Next(65536),
        AwakeTimeCentiseconds = AnyWidth(random),
        FreeHeapKibibytes = AnyWidth(random),
        SelfTest = (byte)random.Next(256),
    };

    // Numbers of every length in bits, so that each width of a prefix is met.
    private static uint AnyWidth(Random random) => (uint)(random.NextInt64(1L << 32) >> random.Next(33));

    private static FrameContent Build(int samples, int channels, int wildness, Random random)
    {
        var content = new FrameContent
        {
            NodeId = AnyWidth(random),
            CarriesNodeId = random.Next(2) == 0,
            LayoutId = random.Next(FrameContent.MaximumLayoutId + 1),
            Boot = AnyWidth(random),
            FirstSample = AnyWidth(random),
            AgeSeconds = AnyWidth(random),
            BatteryMillivolts = random.Next(4) == 0 ? 0 : random.Next(1001, 5096),
            ChannelCount = channels,
            SampleCount = samples,
            LastSeconds = AnyWidth(random),
            Seconds = new uint[samples],
            Values = new int[samples * channels],
            Faults = new byte[samples * channels],
            Health = random.Next(2) == 0 ? null : AnyHealth(random),
        };
        FillTimes(content, wildness, random);
        FillSamples(content, wildness, random);
        return content;
    }

    private static void FillTimes(FrameContent content, int wildness, Random random)
    {
        ulong seconds = AnyWidth(random) / 2;
        var interval = AnyWidth(random) >> 12;
        for (var i = 0; i < content.SampleCount; i++)
        {
            content.Seconds[i] = (uint)Math.Min(seconds, uint.MaxValue);
            seconds += interval + (ulong)(wildness == 3 ? random.Next(200_000) : random.Next(1 + (wildness * 20)));
        }
    }

    private static void FillSamples(FrameContent content, int wildness, Random random)
    {
        var step = wildness switch { 0 => 1, 1 => 8, 2 => 500, _ => 131_072 };
        var start = wildness < 2 ? random.Next(-256, 3840) : random.Next(-65536, 65536);
        for (var i = 0; i < content.Values.Length; i++)
        {
            var near = i < content.ChannelCount ? start : content.Values[i - content.ChannelCount];
            content.Values[i] = Math.Clamp(near + random.Next(-step, step + 1), -65536, 65535);
        }

        if (random.Next(2) == 0)
            return;
        for (var i = 0; i < content.Faults.Length; i++)
            content.Faults[i] = random.Next(3) == 0 ? (byte)random.Next(1, 16) : (byte)0;
    }
}
