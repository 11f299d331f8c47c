using System;

namespace nanoFramework.M2Mqtt.Messages;

/// <summary>A message has arrived.</summary>
public class MqttMsgPublishEventArgs(string topic, byte[] message, bool dupFlag, MqttQoSLevel qosLevel, bool retain) : EventArgs
{
    public string Topic { get; } = topic;

    public byte[] Message { get; } = message;

    public bool DupFlag { get; } = dupFlag;

    public MqttQoSLevel QosLevel { get; } = qosLevel;

    public bool Retain { get; } = retain;
}

/// <summary>A message of ours was acknowledged, or given up.</summary>
public class MqttMsgPublishedEventArgs : EventArgs
{
    public MqttMsgPublishedEventArgs(ushort messageId)
        : this(messageId, true)
    {
    }

    public MqttMsgPublishedEventArgs(ushort messageId, bool isPublished)
    {
        MessageId = messageId;
        IsPublished = isPublished;
    }

    public ushort MessageId { get; set; }

    public bool IsPublished { get; set; }
}

/// <summary>A subscription was acknowledged.</summary>
public class MqttMsgSubscribedEventArgs(ushort messageId, MqttQoSLevel[] grantedQosLevels) : EventArgs
{
    public ushort MessageId { get; } = messageId;

    public MqttQoSLevel[] GrantedQoSLevels { get; } = grantedQosLevels;
}

/// <summary>The end of a subscription was acknowledged.</summary>
public class MqttMsgUnsubscribedEventArgs(ushort messageId) : EventArgs
{
    public ushort MessageId { get; } = messageId;
}
