using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt.Internal
{
    public class MsgInternalEvent : InternalEvent
    {
        public MsgInternalEvent(MqttMsgBase msg) => throw null;

        public MqttMsgBase Message { get => throw null; set => throw null; }
    }
}
