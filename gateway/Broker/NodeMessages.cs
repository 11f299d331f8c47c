using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Timing;
using MQTTnet;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>Makes the messages to a node: its signed settings and the signed answer with the time.</summary>
internal sealed class NodeMessages(INodeSettingsSource settings, GatewayClock clock)
{
    /// <summary>The node's retained settings; null where it has none of its own.</summary>
    public MqttApplicationMessage? Settings(uint nodeId) => settings.MessageFor(nodeId) is { } message
        ? new MqttApplicationMessageBuilder().WithTopic(Topics.Settings(nodeId)).WithPayload(message)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithRetainFlag().Build()
        : null;

    /// <summary>The answer to an accepted frame; null while the gateway itself does not know the time.</summary>
    public MqttApplicationMessage? Time(uint nodeId, IngestResult result)
    {
        var now = clock.Now();
        if (!now.IsTrusted || result.Key is not { } key)
            return null;
        var message = new TimeMessage { UnixSeconds = (uint)(now.UnixMilliseconds / 1000), Boot = result.Boot, SampleCounter = result.FirstSample };
        return new MqttApplicationMessageBuilder().WithTopic(Topics.Time(nodeId)).WithPayload(message.Write(nodeId, key)).Build();
    }
}
