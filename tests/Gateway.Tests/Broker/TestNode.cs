using System.Security.Cryptography.X509Certificates;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>A node on the wire: connects as itself and publishes frames with QoS 1.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly RegisteredNode _node;

    private TestNode(RegisteredNode node) => _node = node;

    public List<MqttApplicationMessage> Received { get; } = [];

    public bool IsConnected => _client.IsConnected;

    public static async Task<TestNode> ConnectAsync(int port, RegisteredNode node, bool subscribe = false, string? password = null, X509Certificate2? authority = null, bool cleanSession = true)
    {
        var made = new TestNode(node);
        made._client.ApplicationMessageReceivedAsync += message =>
        {
            lock (made.Received)
                made.Received.Add(message.ApplicationMessage);
            return Task.CompletedTask;
        };
        var name = Topics.NodeName(node.NodeId);
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(name).WithCredentials(name, password ?? NodeSecrets.MqttPassword(node.Key)).WithCleanSession(cleanSession);
        if (authority is not null)
            options = options.WithTlsOptions(tls => tls.UseTls().WithTargetHost("127.0.0.1").WithTrustChain([authority]));
        var result = await made._client.ConnectAsync(options.Build());
        if (result.ResultCode != MqttClientConnectResultCode.Success)
            throw new InvalidOperationException(result.ResultCode.ToString());
        if (subscribe)
        {
            await made._client.SubscribeAsync(Topics.Settings(node.NodeId), MqttQualityOfServiceLevel.AtLeastOnce);
            await made._client.SubscribeAsync(Topics.Time(node.NodeId));
        }

        return made;
    }

    public async Task<MqttClientSubscribeResultCode> SubscribeAsync(string topic) =>
        (await _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce)).Items.Single().ResultCode;

    public Task<MqttClientPublishResult> PublishAsync(byte[] frame, string? topic = null, MqttQualityOfServiceLevel quality = MqttQualityOfServiceLevel.AtLeastOnce, bool retain = false) =>
        _client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic ?? Topics.Up(_node.NodeId)).WithPayload(frame)
            .WithQualityOfServiceLevel(quality).WithRetainFlag(retain).Build());

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }
}
