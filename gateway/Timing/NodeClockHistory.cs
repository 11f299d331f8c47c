using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>Builds a node's clock model from what is stored: the last sample of each frame carries the evidence.</summary>
internal static class NodeClockHistory
{
    /// <summary>Adds the evidence of stored samples of one stream, where their times are final.</summary>
    public static NodeClockModel Build(IEnumerable<Sample> samples, StreamKey stream)
    {
        var model = new NodeClockModel();
        foreach (var sample in samples.Where(sample => !sample.TimeIsProvisional && IsOf(sample, stream)))
            Add(model, sample, sample.ReceivedUnixMilliseconds);
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

    private static bool IsOf(Sample sample, StreamKey stream) => StreamOf(sample) == stream;
}
