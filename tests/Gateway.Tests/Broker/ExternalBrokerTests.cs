using System.Collections.Concurrent;
using System.Net;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Jena.SensorNode.Gateway.Tests.Broker;

public sealed class ExternalBrokerTests : IAsyncDisposable
{
    private readonly MqttServer _broker;
    private readonly MqttServerOptions _options;
    private readonly ConcurrentQueue<ushort> _acknowledged = new();
    private volatile bool _isSubscribed;

    public ExternalBrokerTests()
    {
        _options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithDefaultEndpointPort(0).WithPersistentSessions().Build();
        _broker = new MqttServerFactory().CreateMqttServer(_options);
        _broker.ClientSubscribedTopicAsync += _ =>
        {
            _isSubscribed = true;
            return Task.CompletedTask;
        };
        _broker.ClientAcknowledgedPublishPacketAsync += packet =>
        {
            if (packet.PublishPacket.Topic != ExternalBrokerBacklog.Topic)
                _acknowledged.Enqueue(packet.PublishPacket.PacketIdentifier);
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task Frames_from_an_outside_broker_are_acknowledged_after_the_commit()
    {
        await _broker.StartAsync();
        await using var gateway = await StartGatewayAsync();
        var node = await gateway.AddNodeAsync();
        await SubscribedAsync();

        await PublishAsync(node.NodeId, TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 5));

        await Eventually.TrueAsync(() => _acknowledged.Count == 1, "one acknowledgement");
        Assert.Equal(5, gateway.Get<IReadingStore>().LastSequence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task How_long_a_frame_was_under_way_is_known_only_where_the_broker_gives_the_marker_back(bool mayMark)
    {
        var marked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _broker.InterceptingPublishAsync += publish =>
        {
            if (publish.ApplicationMessage.Topic == ExternalBrokerBacklog.Topic)
            {
                publish.ProcessPublish = mayMark;
                marked.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await _broker.StartAsync();
        await using var gateway = await StartGatewayAsync();
        var node = await gateway.AddNodeAsync();
        await SubscribedAsync();
        await marked.Task.WaitAsync(TestContext.Current.CancellationToken);

        // The first frames may be on their way before the marker is back.
        uint counter = 0;
        Sample? sample = null;
        await Eventually.TrueAsync(
            () =>
            {
                PublishAsync(node.NodeId, TestFrames.Encode(node.NodeId, node.Key, 1, counter, 900 * (counter + 1))).Wait();
                counter++;
                sample = gateway.Get<IReadingStore>().ReadAfter(0, 10_000) is [.., var last] ? last : null;
                return sample is { DelayBoundMilliseconds: not null } || (!mayMark && counter > 20);
            },
            "a frame behind the marker");

        if (mayMark)
            Assert.InRange(sample!.DelayBoundMilliseconds!.Value, 120_000, 600_000);
        else
            Assert.All(gateway.Get<IReadingStore>().ReadAfter(0, 10_000), stored => Assert.Null(stored.DelayBoundMilliseconds));
        Assert.DoesNotContain(gateway.Get<IncidentBook>().All, incident => incident.Kind == IncidentKind.RuleBroken);
    }

    [Fact]
    public async Task What_could_not_be_stored_stays_with_the_broker_and_comes_again()
    {
        await _broker.StartAsync();
        await using var gateway = await StartGatewayAsync();
        var node = await gateway.AddNodeAsync();
        await SubscribedAsync();
        var writer = gateway.Get<DatabaseWriter>();
        await writer.WriteAsync(
            connection =>
            {
                connection.Run("CREATE TABLE filler(data BLOB)");
                connection.Run("PRAGMA max_page_count = 1");
            },
            TestContext.Current.CancellationToken);

        uint sent = 0;
        for (; !writer.State.IsFailing && sent < 40_000; sent += 40)
        {
            // A second apart: of hours that a node counted in milliseconds, a frame that comes again behind the next would seem to be of another life.
            await PublishAsync(node.NodeId, TestFrames.Encode(node.NodeId, node.Key, 1, sent, sent + 1, count: 40, interval: 1));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        await Eventually.TrueAsync(() => gateway.Get<IReadingStore>().LastSequence == sent, "every sample in the end");
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.StopAsync(new MqttServerStopOptions());
        _broker.Dispose();
    }

    private Task<RunningGateway> StartGatewayAsync() => RunningGateway.StartAsync(
    [
        "--Gateway:Broker:Enabled=false", "--Gateway:External:Enabled=true", "--Gateway:External:Host=127.0.0.1",
        $"--Gateway:External:Port={_options.DefaultEndpointOptions.Port}", "--Gateway:External:UseTls=false",
    ]);

    // A session alone is not enough: what is published before the subscription is nobody's.
    private Task SubscribedAsync() => Eventually.TrueAsync(() => _isSubscribed, "the gateway at the outside broker");

    private Task PublishAsync(uint nodeId, byte[] frame) => _broker.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessageBuilder().WithTopic(Topics.Up(nodeId)).WithPayload(frame)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build())
        { SenderClientId = "node" });
}
