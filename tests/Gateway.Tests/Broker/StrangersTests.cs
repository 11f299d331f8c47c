using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.Logging;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>All places taken: who says nothing goes first, nodes stay, and the log is not flooded.</summary>
public sealed class StrangersTests
{
    [Fact]
    public async Task Whoever_opens_connections_and_says_nothing_keeps_no_node_out()
    {
        await using var gateway = await RunningGateway.StartAsync(["--Gateway:Broker:MaximumConnections=3", "--Gateway:Broker:ConnectSeconds=300"]);
        var node = await gateway.AddNodeAsync();
        using var first = new RawPeer(gateway.MqttPort);
        using var second = new RawPeer(gateway.MqttPort);
        using var third = new RawPeer(gateway.MqttPort);
        await Eventually.TrueAsync(() => gateway.Get<BrokerService>().Connections == 3, "all places taken");

        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node);

        Assert.Empty(await first.ReadAsync());
        Assert.True((await wire.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, layout: node.Layout.Id))).IsSuccess);
        await Eventually.TrueAsync(() => gateway.Get<BrokerService>().Connections == 3, "only the oldest had to go");
    }

    [Fact]
    public async Task Nodes_are_not_turned_out_for_strangers_and_a_flood_is_told_once()
    {
        var log = new Lines();
        await using var gateway = await RunningGateway.StartAsync(["--Gateway:Broker:MaximumConnections=1"], builder => builder.Logging.AddProvider(log));
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, await gateway.AddNodeAsync());

        for (var attempt = 0; attempt < 50; attempt++)
        {
            using var stranger = new RawPeer(gateway.MqttPort);
            Assert.Empty(await stranger.ReadAsync());
        }

        Assert.True(wire.IsConnected);
        Assert.Single(log.All, line => line.Contains("MaximumConnections", StringComparison.Ordinal));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
