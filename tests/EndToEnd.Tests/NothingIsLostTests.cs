using Jena.SensorNode.EndToEnd.Tests.Parts;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Log;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.EndToEnd.Tests;

/// <summary>Nodes, the gateway and the city's Mosquitto as real processes; one of them dies without warning.</summary>
public sealed class NothingIsLostTests : IAsyncLifetime
{
    private readonly Mosquitto _city = new();
    private readonly GatewayProcess _gateway = new();
    private readonly CityCollector _collector = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _city.StartAsync();
        await _collector.ConnectAsync(_city.Port, _city.User, _city.Password);
        _gateway.ForwardTo(_city);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _collector.DisposeAsync();
        await _city.DisposeAsync();
    }

    [Fact]
    public async Task A_gateway_killed_midway_loses_nothing_and_stores_nothing_twice()
    {
        const int samples = 1500;
        await _gateway.StartAsync();
        var nodes = await RegisteredNodes.AddAsync(_gateway, 4);
        var sending = Task.WhenAll(nodes.Select(node => node.SendAsync(1, samples, perFrame: 3, Cancellation)));

        for (var kill = 0; kill < 3; kill++)
        {
            var enough = (kill + 1) * samples / 2;
            await Eventually.TrueAsync(() => nodes.Sum(node => node.Acknowledged.Count) >= enough, "frames are acknowledged", () => _gateway.Output);
            await _gateway.KillAsync();
            await _gateway.StartAsync();
        }

        await sending;
        await Eventually.TrueAsync(() => _collector.Messages.DistinctBy(Key).Count() >= nodes.Count * samples, "every reading reaches the city", () => _gateway.Output);
        await _gateway.StopAsync();

        var stored = await StoredAsync();
        Assert.Equal(nodes.Count * samples, stored.Count);
        Assert.Equal(nodes.Count * samples, stored.Distinct().Count());
        AssertOnlyInFlightIsRepeated(_collector.Messages, kills: 3);
        AssertEverySampleArrived(_collector.Messages, nodes, samples);
    }

    [Fact]
    public async Task A_citys_broker_killed_midway_gets_the_rest_in_order_and_a_resend_brings_back_what_it_lost()
    {
        const int samples = 600;
        await _gateway.StartAsync();
        var nodes = await RegisteredNodes.AddAsync(_gateway, 2);
        var sending = Task.WhenAll(nodes.Select(node => node.SendAsync(1, samples, perFrame: 1, Cancellation)));

        await Eventually.TrueAsync(() => _collector.Count > 200, "the first readings reach the city", () => _gateway.Output);
        await _city.KillAsync();
        await sending;
        await _city.StartAsync();
        await using var afterwards = new CityCollector();
        await afterwards.ConnectAsync(_city.Port, _city.User, _city.Password);

        await Eventually.TrueAsync(() => afterwards.Messages.Select(Key).Contains((nodes[0].Name, samples)) && afterwards.Messages.Select(Key).Contains((nodes[1].Name, samples)), "the newest readings reach the city", () => _gateway.Output);
        foreach (var ofNode in afterwards.Messages.GroupBy(message => message.Id))
            Assert.True(ofNode.Zip(ofNode.Skip(1)).All(pair => pair.First.TimeUnixMilliseconds <= pair.Second.TimeUnixMilliseconds), "oldest first per node");

        var from = _collector.Messages.Concat(afterwards.Messages).Min(message => message.TimeUnixMilliseconds);
        await _gateway.CommandAsync("sink", "resend", "stadt", "--from", Iso(from), "--to", Iso(DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds()));
        await Eventually.TrueAsync(() => afterwards.Messages.Select(Key).Distinct().Count() >= nodes.Count * samples, "the re-send brings back all", () => _gateway.Output);
        AssertEverySampleArrived(afterwards.Messages, nodes, samples);
    }

    [Fact]
    public async Task A_burst_of_20000_readings_after_an_outage_arrives_completely()
    {
        const int nodeCount = 20;
        const int samples = 170;
        await _gateway.StartAsync();
        var nodes = await RegisteredNodes.AddAsync(_gateway, nodeCount);
        await _gateway.KillAsync();

        // All nodes have been waiting for the gateway; it comes back, and so do they, at once.
        var sending = Task.WhenAll(nodes.Select(node => node.SendAsync(1, samples, perFrame: 10, Cancellation)));
        await _gateway.StartAsync();
        await sending;

        await Eventually.TrueAsync(() => _collector.Messages.DistinctBy(Key).Count() >= nodeCount * samples, "the burst reaches the city", () => _gateway.Output);
        AssertEverySampleArrived(_collector.Messages, nodes, samples);
        Assert.True(nodeCount * samples * 6 >= 20_000);
    }

    private static (string Node, long Sequence) Key(CityMessage message) => (message.Id, message.Sequence);

    private static string Iso(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).ToString("O");

    private static void AssertEverySampleArrived(IReadOnlyList<CityMessage> messages, IReadOnlyList<BulkNode> nodes, int samples)
    {
        foreach (var node in nodes)
        {
            var counters = messages.Where(message => message.Id == node.Name).Select(message => message.Sequence).Distinct().Order();
            Assert.Equal(Enumerable.Range(1, samples).Select(i => (long)i), counters);
        }
    }

    /// <summary>Plain MQTT cannot be asked what it has: what was in flight at a kill may come again, word for word.</summary>
    private static void AssertOnlyInFlightIsRepeated(IReadOnlyList<CityMessage> messages, int kills)
    {
        const int inFlightWindow = 500; // the default of a sink's setting InFlight
        var repeated = messages.GroupBy(Key).Where(group => group.Count() > 1).ToList();

        Assert.True(repeated.Sum(group => group.Count() - 1) <= kills * inFlightWindow, $"{repeated.Count} messages were repeated");
        Assert.All(repeated, group => Assert.Single(group.Select(message => message.Text).Distinct()));
    }

    private async Task<List<SampleIdentity>> StoredAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_gateway.DatabasePath};Mode=ReadOnly");
        await connection.OpenAsync(Cancellation);
        return
        [
            .. connection.Rows($"SELECT {LogRow.Columns} FROM sample_log WHERE sequence > (SELECT settled_sequence FROM reading_state) ORDER BY sequence", LogRow.Read).SelectMany(row => row.Samples).Select(sample => sample.Identity),
            .. connection.Rows("SELECT block_id, sample_count, data FROM block JOIN block_part ON part_id = block_id >> 27", Block.Read).SelectMany(block => block.Samples()).Select(sample => sample.Identity),
        ];
    }
}
