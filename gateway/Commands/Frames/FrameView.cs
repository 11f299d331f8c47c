using System.Text.Json.Serialization;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Settings;

namespace Jena.SensorNode.Gateway.Commands.Frames;

/// <summary>A frame for people and scripts.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="IsGenuine">Whether the MAC is right; null where no key was at hand.</param>
/// <param name="Node">Node id, where the frame carries it.</param>
/// <param name="Boot">Boot counter.</param>
/// <param name="LayoutId">Probe layout.</param>
/// <param name="AgeSeconds">Seconds from the last sample to the sending.</param>
/// <param name="IsAgeAtLeast">Whether the sample is at least so old: power was gone in between, and nobody counted.</param>
/// <param name="BatteryMillivolts">Battery; 0 = not measured.</param>
/// <param name="Samples">Samples, oldest first.</param>
/// <param name="Health">Health fields that it carries; null where it has none.</param>
internal sealed record FrameView(
    int Bytes,
    bool? IsGenuine,
    string? Node,
    uint Boot,
    int LayoutId,
    uint AgeSeconds,
    bool IsAgeAtLeast,
    int BatteryMillivolts,
    IReadOnlyList<FrameView.Sample> Samples,
    NodeHealth? Health)
{
    /// <summary>One sample.</summary>
    /// <param name="Counter">Its counter.</param>
    /// <param name="NodeSeconds">Node clock.</param>
    /// <param name="Values">Raw value or fault of each channel.</param>
    internal sealed record Sample(uint Counter, uint NodeSeconds, IReadOnlyList<string> Values);

    /// <summary>The view of a frame.</summary>
    public static FrameView Of(int bytes, DecodedFrame frame, bool? isGenuine) => new(
        bytes,
        isGenuine,
        frame.CarriesNodeId ? Topics.NodeName(frame.NodeId) : null,
        frame.Boot,
        frame.LayoutId,
        frame.AgeSeconds % FrameContent.AgeIsAtLeast,
        frame.AgeSeconds >= FrameContent.AgeIsAtLeast,
        frame.BatteryMillivolts,
        [.. Enumerable.Range(0, frame.SampleCount).Select(index => new Sample(
            frame.SampleCounter(index),
            frame.Seconds[index],
            [.. Enumerable.Range(0, frame.ChannelCount).Select(channel => Text(frame, index, channel))]))],
        frame.Health is { } health ? new NodeHealth().With(health) : null);

    /// <summary>The age for people.</summary>
    [JsonIgnore]
    public string AgeText => (IsAgeAtLeast ? "mindestens / at least " : "") + Duration.Show(AgeSeconds);

    private static string Text(DecodedFrame frame, int sample, int channel) =>
        frame.Fault(sample, channel) is var fault && fault == ChannelFault.None ? $"{frame.Value(sample, channel)}" : $"{fault}";
}
