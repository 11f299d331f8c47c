using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>Strangers and broken nodes at the broker's port: each ends its own connection only, and a genuine node never notices.</summary>
public sealed class HostilePeerTests : IAsyncLifetime
{
    private RunningGateway _gateway = null!;
    private RegisteredNode _node = null!;
    private RegisteredNode _other = null!;
    private uint _sent;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync();
        (_node, _other) = (await _gateway.AddNodeAsync(), await _gateway.AddNodeAsync());
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("MQTT", 9)]
    [InlineData("MQTT", 0)]
    [InlineData("HTTP", 4)]
    [InlineData("", 4)]
    public async Task Other_protocols_get_no_session(string protocol, byte level)
    {
        using var peer = new RawPeer(_gateway.MqttPort);
        await peer.SendAsync(RawPeer.Connect(_node, protocol: protocol, level: level));

        var answer = await peer.ReadAsync();

        Assert.DoesNotContain("20020000", Convert.ToHexString(answer), StringComparison.Ordinal);
        Assert.Empty(Broker.ConnectedNodes);
    }

    [Fact]
    public async Task Packets_before_the_connect_and_a_second_connect_end_the_connection()
    {
        using var early = new RawPeer(_gateway.MqttPort);
        await early.SendAsync(RawPeer.Publish(Topics.Up(_node.NodeId), NextFrame(_node)));
        using var twice = new RawPeer(_gateway.MqttPort);
        await twice.SendAsync([.. RawPeer.Connect(_node), .. RawPeer.Connect(_node)]);

        Assert.Empty(await early.ReadAsync());
        Assert.Equal("20020000", Convert.ToHexString(await twice.ReadAsync())[..8]);
        Assert.Equal(0, _gateway.Get<IReadingStore>().LastSequence);
    }

    [Fact]
    public async Task A_stranger_who_tries_passwords_is_counted_and_slows_nobody()
    {
        await using var genuine = await TestNode.ConnectAsync(_gateway.MqttPort, _node);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(async attempt =>
        {
            using var peer = new RawPeer(_gateway.MqttPort);
            await peer.SendAsync(RawPeer.Connect(_node, password: $"{attempt:x32}"));
            Assert.Equal("2002000", Convert.ToHexString(await peer.ReadAsync())[..7]);
        }));
        await PublishAsync(genuine, _node);

        Assert.True(genuine.IsConnected);
        Assert.Equal(300, _gateway.Get<IncidentBook>().Total(IncidentKind.BadMac));
        Assert.Single(_gateway.Get<IncidentBook>().All);
        Assert.Contains("Schlüssel passt nicht, 300 Mal", await _gateway.PageAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_cannot_take_the_place_of_another()
    {
        await using var genuine = await TestNode.ConnectAsync(_gateway.MqttPort, _other);
        foreach (var clientId in new[] { Topics.NodeName(_other.NodeId), "", "0000002A", Topics.NodeName(_node.NodeId) + " ", "../" + Topics.NodeName(_node.NodeId) })
        {
            using var peer = new RawPeer(_gateway.MqttPort);
            await peer.SendAsync(RawPeer.Connect(_node, clientId));
            Assert.NotEqual("20020000", Convert.ToHexString(await peer.ReadAsync()));
        }

        await PublishAsync(genuine, _other);
        Assert.True(genuine.IsConnected);
        Assert.Equal(5, _gateway.Get<IncidentBook>().Total(IncidentKind.UnknownNode));
    }

    [Theory]
    [InlineData("jsn/{other}/up")]
    [InlineData("jsn/{own}/up/")]
    [InlineData("/jsn/{own}/up")]
    [InlineData("JSN/{own}/UP")]
    [InlineData("jsn/{own}/set")]
    [InlineData("jsn/{own}/time")]
    [InlineData("jsn/+/up")]
    [InlineData("#")]
    [InlineData("$SYS/broker/uptime")]
    [InlineData("$share/group/jsn/{own}/up")]
    [InlineData("jsn/{own}/up\0")]
    [InlineData("")]
    public async Task A_frame_on_any_topic_but_its_own_is_neither_stored_nor_acknowledged(string topic)
    {
        using var peer = new RawPeer(_gateway.MqttPort);
        await peer.SendAsync(RawPeer.Connect(_node));
        await peer.SendAsync(RawPeer.Publish(Named(topic), NextFrame(_node)));

        var answers = Convert.ToHexString(await peer.ReadAsync());

        Assert.DoesNotContain("40020001", answers, StringComparison.Ordinal);
        Assert.Equal(0, _gateway.Get<IReadingStore>().LastSequence);
    }

    [Fact]
    public async Task Thousands_of_subscriptions_are_all_refused_and_the_nodes_own_still_works()
    {
        string[] wanted = ["#", "+/+/+", "jsn/#", "jsn/+/set", "jsn/{other}/set", "jsn/{other}/time", "jsn/{own}/up", "$share/a/jsn/{own}/set", "$SYS/#", "jsn/{own}/set/#"];
        using var peer = new RawPeer(_gateway.MqttPort);
        await peer.SendAsync(RawPeer.Connect(_node));
        await peer.ReadAsync(4);
        var filters = wanted.Select(Named).ToArray();
        for (ushort id = 1; id <= 300; id++)
        {
            await peer.SendAsync(RawPeer.Subscribe(id, filters));
            var answer = await peer.ReadAsync(4 + filters.Length);
            Assert.All(answer[4..], code => Assert.Equal(0x80, code));
        }

        // The library itself refuses one of them; the others are the broker's own rule, and counted.
        Assert.Equal(300 * (wanted.Length - 1), _gateway.Get<IncidentBook>().Total(IncidentKind.RuleBroken));
        await peer.SendAsync(RawPeer.Subscribe(1000, Topics.Time(_node.NodeId)));
        Assert.Equal(1, (await peer.ReadAsync(5))[4]);
    }

    [Fact]
    public async Task A_last_will_is_held_to_the_same_rules()
    {
        using (var foreign = new RawPeer(_gateway.MqttPort))
        {
            await foreign.SendAsync(RawPeer.Connect(_node, will: (Topics.Up(_other.NodeId), NextFrame(_other))));
            await foreign.ReadAsync(4);
        }

        await Eventually.TrueAsync(() => _gateway.Get<IncidentBook>().Total(IncidentKind.RuleBroken) == 1, "the foreign will is noticed");
        using (var own = new RawPeer(_gateway.MqttPort))
        {
            await own.SendAsync(RawPeer.Connect(_node, will: (Topics.Up(_node.NodeId), NextFrame(_node))));
            await own.ReadAsync(4);
        }

        await Eventually.TrueAsync(() => _gateway.Get<IReadingStore>().LastSequence == 1, "the own one is a frame like any other");
    }

    [Fact]
    public async Task Nothing_is_retained_however_much_is_sent_so()
    {
        await using (var wire = await TestNode.ConnectAsync(_gateway.MqttPort, _node))
        {
            for (var round = 0; round < 200; round++)
                await wire.PublishAsync(NextFrame(_node), retain: true);
        }

        await using var back = await TestNode.ConnectAsync(_gateway.MqttPort, _node, subscribe: true);
        await back.PublishAsync(NextFrame(_node));
        await Eventually.TrueAsync(() => back.Received.Count > 0, "the answer with the time");

        Assert.Equal([Topics.Time(_node.NodeId)], back.Received.Select(message => message.Topic));
        Assert.Equal(201, _gateway.Get<IReadingStore>().LastSequence);
    }

    [Fact]
    public async Task A_connection_that_went_silent_is_closed_after_its_time()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        await using var gateway = await RunningGateway.StartAsync(["--Gateway:Broker:IdleSeconds=60"], builder => builder.Services.AddSingleton<TimeProvider>(time));
        var node = await gateway.AddNodeAsync();
        using var peer = new RawPeer(gateway.MqttPort);
        await peer.SendAsync(RawPeer.Connect(node));
        await peer.ReadAsync(4);
        Assert.Equal([node.NodeId], gateway.Get<BrokerService>().ConnectedNodes);

        time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(1, gateway.Get<BrokerService>().Connections);
        time.Advance(TimeSpan.FromSeconds(50));

        Assert.Empty(await peer.ReadAsync());
        await Eventually.TrueAsync(() => gateway.Get<BrokerService>() is { Connections: 0, ConnectedNodes.Count: 0 }, "connection and node are gone");
    }

    private BrokerService Broker => _gateway.Get<BrokerService>();

    private string Named(string topic) => topic
        .Replace("{own}", Topics.NodeName(_node.NodeId), StringComparison.Ordinal).Replace("{other}", Topics.NodeName(_other.NodeId), StringComparison.Ordinal);

    private byte[] NextFrame(RegisteredNode node) => TestFrames.Encode(node.NodeId, node.Key, 1, _sent++, 900 * _sent, layout: node.Layout.Id);

    private async Task PublishAsync(TestNode wire, RegisteredNode node) => Assert.True((await wire.PublishAsync(NextFrame(node))).IsSuccess);
}
