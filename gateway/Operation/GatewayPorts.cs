namespace Jena.SensorNode.Gateway.Operation;

/// <summary>The ports in use, which may differ from the settings where those say "any".</summary>
internal sealed class GatewayPorts
{
    /// <summary>HTTP; null while not listening.</summary>
    public int? Web { get; set; }

    /// <summary>MQTT without TLS.</summary>
    public int? Mqtt { get; set; }

    /// <summary>MQTT with TLS.</summary>
    public int? MqttTls { get; set; }
}
