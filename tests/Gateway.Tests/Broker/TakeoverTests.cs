using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>Two connections with one identity: the broker keeps the newer one, and repeated takeovers are told as the sign that they are.</summary>
public class TakeoverTests
{
    [Fact]
    public void Three_within_ten_minutes_are_a_sign_and_three_in_a_day_are_not()
    {
        var time = new FakeTimeProvider();
        var watch = new TakeoverWatch(time);
        foreach (var minutes in new[] { 0, 300, 600, 604 })
        {
            time.SetUtcNow(time.Start.AddMinutes(minutes));
            Assert.Null(watch.Note(42));
        }

        Assert.Null(watch.Note(43));
        Assert.Equal(3, watch.Note(42));
        Assert.Equal(4, watch.Note(42));
    }

    [Fact]
    public void A_fight_that_goes_on_for_days_takes_no_more_memory()
    {
        var watch = new TakeoverWatch(new FakeTimeProvider());

        var counts = Enumerable.Range(0, 1000).Select(_ => watch.Note(42)).ToList();

        Assert.Equal(10 * TakeoverWatch.Sign, counts.Max());
    }

    [Fact]
    public async Task Two_devices_that_throw_each_other_out_are_shown_and_both_lose_nothing()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        var broker = gateway.Get<BrokerService>();

        // The twin is a copy of the flash: same boot and counters, other soil.
        for (uint round = 0; round < 3; round++)
        {
            foreach (var value in new[] { 1000, 3000 })
            {
                var wire = await TestNode.ConnectAsync(gateway.MqttPort, node);
                Assert.True((await wire.PublishAsync(TestFrames.Encode(
                    node.NodeId, node.Key, 1, round, (900 * (round + 1)) + (value == 3000 ? 100_000u : 0), value: value, layout: node.Layout.Id))).IsSuccess);
            }
        }

        Assert.Equal(6, gateway.Get<IReadingStore>().LastSequence);
        Assert.Equal([node.NodeId], broker.ConnectedNodes);
        var incidents = gateway.Get<IncidentBook>();
        await Eventually.TrueAsync(() => incidents.Total(IncidentKind.ConnectionsTakenOver) == 3, "the third, fourth and fifth takeover");
        Assert.True(incidents.Total(IncidentKind.ClonedNode) > 0);
        var findings = await gateway.FindingsAsync();
        Assert.Contains(findings, finding => finding.Contains("zwei Geräte mit einer Nummer", StringComparison.Ordinal) && finding.Contains(Topics.NodeName(node.NodeId), StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Contains("senden zwei Geräte", StringComparison.Ordinal));
        Assert.Contains("verdrängen einander", await gateway.PageAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_lost_its_network_once_comes_back_without_a_word()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        await using var lost = await TestNode.ConnectAsync(gateway.MqttPort, node);

        await using var back = await TestNode.ConnectAsync(gateway.MqttPort, node);
        await back.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, layout: node.Layout.Id));

        await Eventually.TrueAsync(() => !lost.IsConnected, "the old connection is closed");
        Assert.Empty(gateway.Get<IncidentBook>().All);
    }

    [Fact]
    public async Task A_node_that_keeps_its_session_gets_settings_and_time_after_a_takeover()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var node = await gateway.AddNodeAsync();
        await using var lost = await TestNode.ConnectAsync(gateway.MqttPort, node, subscribe: true, cleanSession: false);

        await using (var back = await TestNode.ConnectAsync(gateway.MqttPort, node, subscribe: true, cleanSession: false))
        {
            await back.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, layout: node.Layout.Id));
            await Eventually.TrueAsync(() => back.Received.Any(message => message.Topic == Topics.Time(node.NodeId)), "the answer with the time");
        }

        await Eventually.TrueAsync(() => gateway.Get<BrokerService>().ConnectedNodes.Count == 0, "nobody is taken for connected");
    }
}
