using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;

namespace Jena.SensorNode.Gateway.Mqtt;

/// <summary>
/// Makes MQTT clients whose memory another's broker cannot fill: neither with one long message, for which the library would make
/// room as announced, nor with many, which it would queue without a bound.
/// </summary>
/// <param name="maximumPacketBytes">Longest packet that is taken whole.</param>
/// <param name="messagesAtATime">Messages in the library's queue, at most.</param>
internal sealed class BoundedClient(int maximumPacketBytes, int messagesAtATime) : IMqttClientAdapterFactory
{
    private readonly Channel<byte> _queued = Channel.CreateBounded<byte>(messagesAtATime);

    /// <summary>The client, over TCP.</summary>
    public IMqttClient Create()
    {
        var client = new MqttClientFactory().CreateMqttClient(this);
        // Handlers run in order, one message after another: this first one tells that a message has left the queue.
        client.ApplicationMessageReceivedAsync += _ =>
        {
            _queued.Reader.TryRead(out byte _);
            return Task.CompletedTask;
        };
        return client;
    }

    /// <inheritdoc/>
    public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger)
    {
        // What an earlier connection left in the queue is cleared with it.
        while (_queued.Reader.TryRead(out byte _))
        {
        }

        var channel = new BoundedChannel(new MqttTcpChannel(options), options.ProtocolVersion, maximumPacketBytes, _queued.Writer);
        var formatter = new MqttPacketFormatterAdapter(options.ProtocolVersion, new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax));
        // A packet in one piece, so that the channel sees where one begins.
        return new MqttChannelAdapter(channel, formatter, logger) { AllowPacketFragmentation = false, PacketInspector = packetInspector };
    }
}
