using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using MQTTnet.Server;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>A broker of the city that keeps what it takes, and can refuse.</summary>
internal sealed class TestCity : IAsyncDisposable
{
    private readonly MqttServer _server;

    private TestCity(int port)
    {
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithDefaultEndpointPort(port).Build();
        _server = new MqttServerFactory().CreateMqttServer(options);
        _server.InterceptingPublishAsync += publish =>
        {
            publish.ProcessPublish = false;
            if (Refuses)
                publish.CloseConnection = true;
            else
                Messages.Enqueue((publish.ApplicationMessage.Topic, JsonDocument.Parse(publish.ApplicationMessage.Payload).RootElement.Clone()));
            return Task.CompletedTask;
        };
        Options = options;
    }

    public ConcurrentQueue<(string Topic, JsonElement Json)> Messages { get; } = new();

    public bool Refuses { get; set; }

    public int Port => Options.DefaultEndpointOptions.Port;

    private MqttServerOptions Options { get; }

    public static async Task<TestCity> StartAsync(int port = 0)
    {
        var city = new TestCity(port);
        await city._server.StartAsync();
        return city;
    }

    public string[] AsSink(string name = "stadt") =>
        [$"--Gateway:Sinks:0:Name={name}", "--Gateway:Sinks:0:Host=127.0.0.1", $"--Gateway:Sinks:0:Port={Port}", "--Gateway:Sinks:0:UseTls=false"];

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
    }
}
