using System;

namespace nanoFramework.M2Mqtt.Messages
{
    public class ConnectionClosedRequestEventArgs : EventArgs
    {
        public ConnectionClosedRequestEventArgs(MqttMsgDisconnect disconnect) => throw null;

        public MqttMsgDisconnect Message => throw null;
    }

    public class ConnectionOpenedEventArgs : EventArgs
    {
        public ConnectionOpenedEventArgs(MqttMsgConnack connact) => throw null;

        public MqttMsgConnack Message => throw null;
    }

    public class MqttMsgAuthenticationEventArgs : EventArgs
    {
        public MqttMsgAuthenticationEventArgs(MqttMsgAuthentication authentication) => throw null;

        public MqttMsgAuthentication Message => throw null;
    }

    public class MqttMsgConnectEventArgs : EventArgs
    {
        public MqttMsgConnectEventArgs(MqttMsgConnect connect) => throw null;

        public MqttMsgConnect Message => throw null;
    }
}
