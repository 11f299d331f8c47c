using System;

namespace nanoFramework.M2Mqtt.Messages
{
    public class MqttMsgPublishEventArgs : EventArgs
    {
        public MqttMsgPublishEventArgs(string topic, byte[] message, bool dupFlag, MqttQoSLevel qosLevel, bool retain) => throw null;

        public string Topic => throw null;

        public byte[] Message => throw null;

        public bool DupFlag => throw null;

        public MqttQoSLevel QosLevel => throw null;

        public bool Retain => throw null;
    }

    public class MqttMsgPublishedEventArgs : EventArgs
    {
        public MqttMsgPublishedEventArgs(ushort messageId) => throw null;

        public MqttMsgPublishedEventArgs(ushort messageId, bool isPublished) => throw null;

        public ushort MessageId { get => throw null; set => throw null; }

        public bool IsPublished { get => throw null; set => throw null; }
    }

    public class MqttMsgSubscribeEventArgs : EventArgs
    {
        public MqttMsgSubscribeEventArgs(ushort messageId, string[] topics, MqttQoSLevel[] qosLevels) => throw null;

        public ushort MessageId => throw null;

        public string[] Topics => throw null;

        public MqttQoSLevel[] QoSLevels => throw null;
    }

    public class MqttMsgSubscribedEventArgs : EventArgs
    {
        public MqttMsgSubscribedEventArgs(ushort messageId, MqttQoSLevel[] grantedQosLevels) => throw null;

        public ushort MessageId => throw null;

        public MqttQoSLevel[] GrantedQoSLevels => throw null;
    }

    public class MqttMsgUnsubscribeEventArgs : EventArgs
    {
        public MqttMsgUnsubscribeEventArgs(ushort messageId, string[] topics) => throw null;

        public ushort MessageId => throw null;

        public string[] Topics => throw null;
    }

    public class MqttMsgUnsubscribedEventArgs : EventArgs
    {
        public MqttMsgUnsubscribedEventArgs(ushort messageId) => throw null;

        public ushort MessageId => throw null;
    }
}
