using Jena.SensorNode.Emulator;

namespace nanoFramework.M2Mqtt;

/// <summary>The client's settings; one object for all clients of a wake.</summary>
public class MqttSettings
{
    public const int BrokerDefaultPort = 1883;
    public const int BrokerDefaultSslPort = 8883;
    public const int DefaultTimeout = 30000;
    public const int MaximumAttemptsRetry = 3;
    public const int DefaultDelayRetry = 1000;
    public const int ConnectTimeout = 30000;
    public const int DefaultInflightQueueSize = int.MaxValue;

    public static MqttSettings Instance => DeviceRun.Current.PerWake<MqttSettings>();

    public int Port => BrokerDefaultPort;

    public int SslPort => BrokerDefaultSslPort;

    public int TimeoutOnConnection => ConnectTimeout;

    public int TimeoutOnReceiving => DefaultTimeout;

    public int AttemptsOnRetry => MaximumAttemptsRetry;

    public int DelayOnRetry => DefaultDelayRetry;

    public int InflightQueueSize { get; set; } = DefaultInflightQueueSize;

    public bool ValidateServerCertificate { get; set; } = true;
}
