using System.Globalization;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>Reads the node id out of a topic (FRAME.md 3).</summary>
internal static class NodeTopic
{
    /// <summary>Topic filter of all frames.</summary>
    public const string AllFrames = "jsn/+/up";

    /// <summary>The node that a frame topic names; null if it is not one.</summary>
    public static uint? NodeOf(string topic) =>
        topic is { Length: 15 } && uint.TryParse(topic.AsSpan(4, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var nodeId) && topic == Topics.Up(nodeId)
            ? nodeId
            : null;
}
