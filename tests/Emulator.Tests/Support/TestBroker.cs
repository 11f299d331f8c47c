using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Jena.SensorNode.Emulator.Tests.Support;

/// <summary>A real broker on a free port of this machine, which notes what it was sent.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly MqttServer server;

    private TestBroker(MqttServer server, int port)
    {
        this.server = server;
        Port = port;
    }

    public int Port { get; }

    public ConcurrentQueue<(string Topic, byte[] Payload, int Quality, bool Duplicate)> Received { get; } = new();

    public ConcurrentQueue<string> Clients { get; } = new();

    /// <summary>What is sent back for a message: topic and content.</summary>
    public Func<string, byte[], (string Topic, byte[] Payload)?> Reply { get; set; } = (_, _) => null;

    public static async Task<TestBroker> StartAsync(string? password = null)
    {
        var port = FreePort();
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port)
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointBoundIPV6Address(IPAddress.None).Build();
        var server = new MqttServerFactory().CreateMqttServer(options);
        var broker = new TestBroker(server, port);
        server.ValidatingConnectionAsync += args =>
        {
            broker.Clients.Enqueue(args.ClientId);
            args.ReasonCode = password is null || args.Password == password ? MqttConnectReasonCode.Success : MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        server.InterceptingPublishAsync += broker.OnPublish;
        await server.StartAsync();
        return broker;
    }

    public Task RetainAsync(string topic, byte[] payload) => server.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MQTTnet.MqttApplicationMessage { Topic = topic, PayloadSegment = payload, Retain = true }));

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        server.Dispose();
    }

    private async Task OnPublish(InterceptingPublishEventArgs args)
    {
        if (args.ClientId.Length == 0)
        {
            return;
        }

        var message = args.ApplicationMessage;
        var payload = System.Buffers.BuffersExtensions.ToArray(message.Payload);
        Received.Enqueue((message.Topic, payload, (int)message.QualityOfServiceLevel, message.Dup));
        if (Reply(message.Topic, payload) is { } reply)
        {
            await server.InjectApplicationMessage(new InjectedMqttApplicationMessage(
                new MQTTnet.MqttApplicationMessage { Topic = reply.Topic, PayloadSegment = reply.Payload }));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
