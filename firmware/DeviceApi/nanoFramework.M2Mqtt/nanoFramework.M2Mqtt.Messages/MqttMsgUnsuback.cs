namespace nanoFramework.M2Mqtt.Messages
{
    public class MqttMsgUnsuback : MqttMsgBase
    {
        public MqttMsgUnsuback() => throw null;

        public MqttReasonCode ReasonCode { get => throw null; set => throw null; }

        public string Reason { get => throw null; set => throw null; }

        public static MqttMsgUnsuback Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel) => throw null;

        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;

        public override string ToString() => throw null;
    }
}
