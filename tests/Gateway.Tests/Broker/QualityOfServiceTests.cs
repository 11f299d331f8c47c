using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>Whatever quality of service a node chooses: what is acknowledged is on disk, and nothing is there twice.</summary>
public class QualityOfServiceTests
{
    [Theory]
    [InlineData(MqttQualityOfServiceLevel.AtMostOnce)]
    [InlineData(MqttQualityOfServiceLevel.AtLeastOnce)]
    [InlineData(MqttQualityOfServiceLevel.ExactlyOnce)]
    public async Task Frames_arrive_once_and_are_answered(MqttQualityOfServiceLevel quality)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node, subscribe: true);

        for (uint counter = 0; counter < 20; counter++)
        {
            Assert.True((await wire.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, counter, 900 * (counter + 1), layout: node.Layout.Id), quality: quality)).IsSuccess);
            if (quality != MqttQualityOfServiceLevel.AtMostOnce)
                Assert.Equal(counter + 1, gateway.Get<IReadingStore>().LastSequence);
        }

        await Eventually.TrueAsync(() => gateway.Get<IReadingStore>().LastSequence == 20, "every frame");
        await Eventually.TrueAsync(() => wire.Received.Count >= 16, "the answers with the time");
    }

    [Fact]
    public async Task A_repeated_QoS_2_publish_is_acknowledged_again_and_stored_once()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        var publish = RawPeer.Publish(Topics.Up(node.NodeId), TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, layout: node.Layout.Id), flags: 0x04);

        // PUBREC is lost with the connection; the node comes again with the same packet, marked as a repetition.
        for (var round = 0; round < 3; round++)
        {
            // A connection that comes while the one before is being cleared away may be closed with it: the node then comes again.
            await Eventually.TrueAsync(() => gateway.Get<BrokerService>().Connections == 0, "the broker has seen the last connection end");
            using var peer = new RawPeer(gateway.MqttPort);
            await peer.SendAsync(RawPeer.Connect(node));
            await peer.ReadAsync(4);
            await peer.SendAsync([(byte)(publish[0] | (round > 0 ? 0x08 : 0)), .. publish[1..]]);
            Assert.Equal("50020001", Convert.ToHexString(await peer.ReadAsync(4)));
            await peer.SendAsync(0x62, 0x02, 0x00, 0x01);
            Assert.Equal("70020001", Convert.ToHexString(await peer.ReadAsync(4)));
        }

        Assert.Equal(1, gateway.Get<IReadingStore>().LastSequence);
    }

    [Fact]
    public async Task A_QoS_2_frame_that_cannot_be_stored_gets_no_PUBREC()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        await gateway.Get<DatabaseWriter>().WriteAsync(connection => connection.Run("PRAGMA max_page_count = 1"), TestContext.Current.CancellationToken);

        var answers = "";
        for (uint first = 0; first < 100_000; first += 40)
        {
            // A connection that comes while the one before is being cleared away may be closed with it: the node then comes again.
            await Eventually.TrueAsync(() => gateway.Get<BrokerService>().Connections == 0, "the broker has seen the last connection end");
            using var peer = new RawPeer(gateway.MqttPort);
            await peer.SendAsync(RawPeer.Connect(node));
            await peer.ReadAsync(4);
            await peer.SendAsync(RawPeer.Publish(Topics.Up(node.NodeId), TestFrames.Encode(node.NodeId, node.Key, 1, first, 900 * (first + 1), count: 40, layout: node.Layout.Id), flags: 0x04));
            answers = Convert.ToHexString(await peer.ReadAsync(4));
            Assert.Equal(answers.Length == 0 ? first : first + 40, gateway.Get<IReadingStore>().LastSequence);
            if (answers.Length == 0)
                break;
        }

        Assert.Equal("", answers);
    }
}
