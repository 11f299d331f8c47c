using System;

namespace nanoFramework.M2Mqtt.Exceptions;

/// <summary>Wrong use of the client.</summary>
public class MqttClientException(MqttClientErrorCode errorCode) : Exception("MQTT client error " + (int)errorCode)
{
    public MqttClientErrorCode ErrorCode { get; set; } = errorCode;
}

/// <summary>The broker is silent or gone.</summary>
public class MqttCommunicationException : Exception
{
    public MqttCommunicationException()
    {
    }

    public MqttCommunicationException(Exception e)
        : base("", e)
    {
    }
}

/// <summary>No connection to the broker.</summary>
public class MqttConnectionException(string message, Exception? innerException) : Exception(message, innerException)
{
}

/// <summary>A time-out.</summary>
public class MqttTimeoutException : Exception
{
}
