using System.Net;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Lorawan.Servers;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Jena.SensorNode.Gateway.Tests.Mqtt;

/// <summary>An outside broker that stays connected and grants less than the gateway needs.</summary>
public sealed class GrantedTopicsTests : IAsyncLifetime
{
    private readonly MqttServerOptions _options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
        .WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithDefaultEndpointPort(0).WithPersistentSessions().Build();

    private readonly MqttServer _broker;
    private volatile string _refused = "";
    private volatile string _onlyOnce = "";

    public GrantedTopicsTests()
    {
        _broker = new MqttServerFactory().CreateMqttServer(_options);
        _broker.InterceptingSubscriptionAsync += subscription =>
        {
            if (_refused.Length > 0 && subscription.TopicFilter.Topic.Contains(_refused, StringComparison.Ordinal))
                (subscription.ProcessSubscription, subscription.Response.ReasonCode) = (false, MqttSubscribeReasonCode.NotAuthorized);
            else if (_onlyOnce.Length > 0 && subscription.TopicFilter.Topic.Contains(_onlyOnce, StringComparison.Ordinal))
                subscription.Response.ReasonCode = MqttSubscribeReasonCode.GrantedQoS0;
            return Task.CompletedTask;
        };
    }

    private string[] External => ["--Gateway:External:Enabled=true", "--Gateway:External:Host=127.0.0.1", $"--Gateway:External:Port={_options.DefaultEndpointOptions.Port}", "--Gateway:External:UseTls=false"];

    private string[] Lorawan =>
        ["--Gateway:Lorawan:Servers:0:Name=stadt", "--Gateway:Lorawan:Servers:0:Host=127.0.0.1", $"--Gateway:Lorawan:Servers:0:Port={_options.DefaultEndpointOptions.Port}", "--Gateway:Lorawan:Servers:0:UseTls=false"];

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker.StopAsync();
        _broker.Dispose();
    }

    [Fact]
    public async Task A_broker_that_grants_everything_is_well()
    {
        await using var gateway = await RunningGateway.StartAsync([.. External, .. Lorawan]);

        await Eventually.TrueAsync(() => gateway.Get<ExternalBroker>().IsConnected && gateway.Get<UplinkSubscriptions>().Subscribers[0].IsConnected, "both connected");

        Assert.DoesNotContain(await gateway.FindingsAsync(), reason => reason.Contains("gewährt", StringComparison.Ordinal) || reason.Contains("liefert nichts", StringComparison.Ordinal));
        Assert.Contains("verbunden mit 127.0.0.1", await gateway.PageAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_frame_topic_is_told_and_tried_again_until_it_is_granted()
    {
        _refused = "/up";
        await using var gateway = await RunningGateway.StartAsync(External);
        await Eventually.TrueAsync(() => gateway.Get<ExternalBroker>().Error is not null, "refused");

        Assert.False(gateway.Get<ExternalBroker>().IsConnected);
        Assert.Contains(await gateway.FindingsAsync(), reason => reason.Contains("liefert nichts", StringComparison.Ordinal) && reason.Contains("verweigert (NotAuthorized)", StringComparison.Ordinal));
        Assert.Contains("verweigert (NotAuthorized)", await gateway.PageAsync(""), StringComparison.Ordinal);

        _refused = "";
        await Eventually.TrueAsync(() => gateway.Get<ExternalBroker>() is { IsConnected: true, Error: null }, "granted");
    }

    [Fact]
    public async Task Frames_granted_with_less_than_was_asked_are_taken_and_the_danger_is_told()
    {
        _onlyOnce = "/up";
        await using var gateway = await RunningGateway.StartAsync(External);
        var node = await gateway.AddNodeAsync();
        await Eventually.TrueAsync(() => gateway.Get<ExternalBroker>().IsConnected, "connected");

        await _broker.InjectApplicationMessage(
            new InjectedMqttApplicationMessage(new MqttApplicationMessageBuilder().WithTopic(Topics.Up(node.NodeId)).WithPayload(TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 5)).Build())
            { SenderClientId = "bridge" },
            TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => gateway.Get<IReadingStore>().LastSequence == 5, "the frame");
        Assert.Contains(await gateway.FindingsAsync(), reason => reason.Contains("gewährt nicht alles", StringComparison.Ordinal) && reason.Contains("QoS 1 erlauben", StringComparison.Ordinal));
        Assert.Contains("QoS 1 erlauben", await gateway.PageAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_refused_topic_of_a_network_server_leaves_the_others_and_is_told()
    {
        _refused = "v3/";
        await using var gateway = await RunningGateway.StartAsync(Lorawan);
        var subscriber = gateway.Get<UplinkSubscriptions>().Subscribers[0];
        await Eventually.TrueAsync(() => subscriber.IsConnected, "connected");

        Assert.Contains("verweigert", subscriber.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("application/", subscriber.LastError, StringComparison.Ordinal);
        Assert.Contains(await gateway.FindingsAsync(), reason => reason.Contains("LoRaWAN-Server 'stadt' gewährt nicht alles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_network_server_that_refuses_everything_is_told_as_not_connected()
    {
        _refused = "/";
        await using var gateway = await RunningGateway.StartAsync(Lorawan);
        await Eventually.TrueAsync(() => gateway.Get<UplinkSubscriptions>().Subscribers[0].LastError is not null, "refused");

        Assert.False(gateway.Get<UplinkSubscriptions>().Subscribers[0].IsConnected);
        Assert.Contains(await gateway.FindingsAsync(), reason => reason.Contains("LoRaWAN-Server 'stadt' ist nicht verbunden", StringComparison.Ordinal) && reason.Contains("verweigert", StringComparison.Ordinal));
    }
}
