namespace nanoFramework.M2Mqtt.Messages
{
    public class MqttMsgPingReq : MqttMsgBase
    {
        public MqttMsgPingReq() => throw null;

        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;

        public static MqttMsgPingReq Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel) => throw null;

        public override string ToString() => throw null;
    }
}
