using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>
/// Builds a node's clock model from what is stored: the last sample of each frame carries the evidence, and the boots around
/// bound a boot, for boots do not overlap.
/// </summary>
internal static class NodeClockHistory
{
    // A node that lost its state continues with a random boot counter; only near numbers tell an order.
    private const uint NearBoots = 64;

    /// <summary>Adds the evidence of a device's stored samples to one stream's model, where their times are final.</summary>
    public static NodeClockModel Build(IEnumerable<Sample> samples, StreamKey stream)
    {
        var model = new NodeClockModel();
        foreach (var sample in samples.Where(sample => !sample.TimeIsProvisional))
        {
            if (StreamOf(sample) == stream)
                Add(model, sample, sample.ReceivedUnixMilliseconds);
            else
                Bound(model, stream, sample);
        }

        return model;
    }

    /// <summary>Adds one sample's evidence if it carries any.</summary>
    public static void Add(NodeClockModel model, Sample sample, long receivedUnixMilliseconds)
    {
        if (sample.AgeSeconds is { } age)
            model.Add((long)sample.NodeSeconds + age, receivedUnixMilliseconds, sample.DelayBoundMilliseconds);
    }

    /// <summary>The stream of a sample.</summary>
    public static StreamKey StreamOf(Sample sample) => new(sample.Identity.DeviceId, sample.Identity.Boot, sample.Identity.Incarnation);

    private static void Bound(NodeClockModel model, StreamKey stream, Sample other)
    {
        if (other.Identity.DeviceId != stream.DeviceId || other.Identity.Incarnation != stream.Incarnation)
            return;
        if (stream.Boot > other.Identity.Boot && stream.Boot - other.Identity.Boot <= NearBoots)
            model.BeginsAfter(other.TimeUnixMilliseconds - other.UncertaintyMilliseconds);
        else if (other.Identity.Boot > stream.Boot && other.Identity.Boot - stream.Boot <= NearBoots)
            model.EndsBefore(other.TimeUnixMilliseconds + other.UncertaintyMilliseconds - NodeClockModel.ShortestMilliseconds(other.NodeSeconds));
    }
}
