using System.Net;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Servers;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

public sealed class UplinkOverMqttTests : IAsyncLifetime
{
    private MqttServer _broker = null!;
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithDefaultEndpointPort(0).Build();
        _broker = new MqttServerFactory().CreateMqttServer(options);
        await _broker.StartAsync();
        _host = await PageHost.StartAsync(
            "--Gateway:Lorawan:Servers:0:Name=stadt", "--Gateway:Lorawan:Servers:0:Host=127.0.0.1", $"--Gateway:Lorawan:Servers:0:Port={options.DefaultEndpointOptions.Port}", "--Gateway:Lorawan:Servers:0:UseTls=false");
        await Until(() => _host.Services.GetRequiredService<UplinkSubscriptions>().Subscribers[0].IsConnected);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _broker.StopAsync();
        _broker.Dispose();
    }

    [Fact]
    public async Task Messages_of_both_servers_are_taken()
    {
        await PublishAsync("application/b186270e/device/a84041ffff000001/event/up", Uplinks.ChirpStack());
        await PublishAsync("chirpstack/application/b186270e/device/a84041ffff000001/event/up", Uplinks.ChirpStack());
        await PublishAsync("v3/soil@ttn/devices/lse01-park/up", Uplinks.TheThingsStack());

        await Until(() => Count(UplinkOutcome.Stored) == 2 && Count(UplinkOutcome.Duplicate) == 1);
    }

    [Fact]
    public async Task A_frame_of_our_own_node_over_LoRaWAN_is_proved_like_any_other()
    {
        var node = await _host.Services.GetRequiredService<NodeRegistration>().AddAsync(
            new NewNode(new ProbeLayout { Channels = [new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = 30, Wiring = [0] }, new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = 30 }] }), Cancellation);

        await PublishAsync("application/x/device/a84041ffff0000aa/event/up", Uplinks.OwnFrame(node.NodeId, node.Key));
        await PublishAsync("application/x/device/a84041ffff0000aa/event/up", Uplinks.OwnFrame(node.NodeId, new byte[32]));

        await Until(() => Count(UplinkOutcome.Stored) == 1 && Count(UplinkOutcome.Refused) == 1);
        Assert.Contains("BadMac", _host.Services.GetRequiredService<UplinkIngest>().Counters.LastProblem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_message_stops_nobody()
    {
        await PublishAsync("application/x/device/y/event/up", "{broken");
        await PublishAsync("application/x/device/y/event/up", Uplinks.ChirpStack());

        await Until(() => Count(UplinkOutcome.Stored) == 1 && Count(UplinkOutcome.Refused) == 1);
    }

    private long Count(UplinkOutcome outcome) => _host.Services.GetRequiredService<UplinkIngest>().Counters.Of(outcome);

    private async Task PublishAsync(string topic, string payload) => await _broker.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build()) { SenderClientId = "server" }, Cancellation);

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(20, Cancellation);
    }
}
