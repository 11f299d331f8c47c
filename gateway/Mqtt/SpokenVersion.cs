using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Formatter;

namespace Jena.SensorNode.Gateway.Mqtt;

/// <summary>
/// Which MQTT a broker is spoken to: 5, where a client says how long a packet it takes and how many messages at a time, and the
/// broker itself passes by what is longer; 3.1.1 with one that does not know 5.
/// </summary>
internal sealed class SpokenVersion
{
    private const byte UnknownToMqtt3 = 1;

    /// <summary>The version of the next connection.</summary>
    public MqttProtocolVersion Next { get; private set; } = MqttProtocolVersion.V500;

    /// <summary>Asks for a session that the broker keeps, within bounds.</summary>
    public MqttClientOptionsBuilder Ask(MqttClientOptionsBuilder builder, int maximumPacketBytes, int messagesAtATime)
    {
        builder = builder.WithProtocolVersion(Next).WithCleanStart(false);
        return Next == MqttProtocolVersion.V500
            ? builder.WithSessionExpiryInterval(uint.MaxValue).WithMaximumPacketSize((uint)maximumPacketBytes).WithReceiveMaximum((ushort)messagesAtATime)
            : builder;
    }

    /// <summary>Connects; if the broker does not understand, the next connection tries the other version.</summary>
    public async Task<MqttClientConnectResult> ConnectAsync(IMqttClient client, MqttClientOptions options, CancellationToken cancellation)
    {
        try
        {
            var result = await client.ConnectAsync(options, cancellation);
            if (IsUnknown(result.ResultCode))
                Next = Other();
            else if (result.ResultCode == MqttClientConnectResultCode.Success)
                // After the next loss 5 is tried again: the broker may have learnt it, or a fault looked like ignorance.
                Next = MqttProtocolVersion.V500;
            return result;
        }
        catch (Exception exception) when (exception.GetBaseException() is not SocketException { SocketErrorCode: not SocketError.ConnectionReset })
        {
            // Some hang up instead of saying so.
            if (!cancellation.IsCancellationRequested)
                Next = Other();
            throw;
        }
    }

    private MqttProtocolVersion Other() => Next == MqttProtocolVersion.V500 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500;

    private static bool IsUnknown(MqttClientConnectResultCode code) => code == MqttClientConnectResultCode.UnsupportedProtocolVersion || (byte)code == UnknownToMqtt3;
}
