using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt.Internal
{
    public class MsgPublishedInternalEvent : MsgInternalEvent
    {
        public MsgPublishedInternalEvent(MqttMsgBase msg, bool isPublished) : base(default(MqttMsgBase)) => throw null;

        public bool IsPublished => throw null;
    }
}
