using System;

namespace nanoFramework.M2Mqtt.Exceptions
{
    public class MqttClientException : Exception
    {
        public MqttClientException(MqttClientErrorCode errorCode) => throw null;

        public MqttClientErrorCode ErrorCode { get => throw null; set => throw null; }
    }

    public class MqttCommunicationException : Exception
    {
        public MqttCommunicationException() => throw null;

        public MqttCommunicationException(Exception e) => throw null;
    }

    public class MqttConnectionException : Exception
    {
        public MqttConnectionException(string message, Exception innerException) => throw null;
    }

    public class MqttTimeoutException : Exception
    {
        public MqttTimeoutException() => throw null;
    }
}
