using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Tests.Ingest;

/// <summary>Frames as a node makes them: two channels, moisture and temperature.</summary>
internal static class TestFrames
{
    public static byte[] Encode(uint nodeId, byte[] key, uint boot, uint firstSample, uint firstSeconds, int count = 1, uint interval = 900, uint age = 1, int value = 2000, int layout = 1, HealthReport? health = null)
    {
        var content = new FrameContent
        {
            NodeId = nodeId,
            LayoutId = layout,
            Boot = boot,
            FirstSample = firstSample,
            AgeSeconds = age,
            BatteryMillivolts = 3600,
            ChannelCount = 2,
            SampleCount = count,
            Health = health,
            Seconds = [.. Enumerable.Range(0, count).Select(index => firstSeconds + ((uint)index * interval))],
            Values = [.. Enumerable.Range(0, count).SelectMany(index => new[] { value + index, 200 + index })],
            Faults = new byte[count * 2],
        };
        var output = new byte[FrameEncoder.MaximumFrameBytes];
        var length = FrameEncoder.Encode(content, key, output);
        Assert.True(length > 0, "the frame does not fit");
        return output[..length];
    }
}
