using System.Net;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Server;

namespace Jena.SensorNode.Demo;

/// <summary>The city's platform in small: an MQTT broker of its own that counts what arrives and keeps the last message.</summary>
internal sealed class DemoCity : IAsyncDisposable
{
    private readonly MqttServer _broker;
    private long _messages;
    private long _readings;

    public DemoCity(int port)
    {
        Port = port;
        _broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());
        _broker.InterceptingPublishAsync += message =>
        {
            Received(message.ApplicationMessage);
            return Task.CompletedTask;
        };
    }

    public int Port { get; }

    public long Messages => Interlocked.Read(ref _messages);

    public long Readings => Interlocked.Read(ref _readings);

    public string LastMessage { get; private set; } = "";

    /// <summary>Called with topic and text of each message, one at a time.</summary>
    public event Action<string, string>? MessageReceived;

    public Task StartAsync() => _broker.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker.StopAsync();
        _broker.Dispose();
    }

    private void Received(MqttApplicationMessage message)
    {
        var text = message.ConvertPayloadToString();
        using var json = JsonDocument.Parse(text);
        var values = json.RootElement.EnumerateObject().Count(property =>
            property.Name.StartsWith("soil_", StringComparison.Ordinal) && property.Value.ValueKind == JsonValueKind.Number);
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _readings, values);
        LastMessage = text;
        lock (_broker)
            MessageReceived?.Invoke(message.Topic, text);
    }
}
