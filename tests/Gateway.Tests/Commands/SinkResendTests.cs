using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Forwarding;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>A re-send that a person orders beside the running service, as the city's broker sees it.</summary>
public class SinkResendTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Running_service_sends_the_range_of_one_node_again_with_same_id_time_and_value()
    {
        await using var city = await TestCity.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(city.AsSink());
        var (first, second) = (await gateway.AddNodeAsync(), await gateway.AddNodeAsync());
        await StoreAsync(gateway, first, second);
        await Eventually.TrueAsync(() => city.Messages.Count == 80, "the first time");
        await Eventually.TrueAsync(() => gateway.Get<ForwardingService>().States[0].Lag == 0, "the cursor at the end");
        var before = city.Messages.Select(message => (message.Topic, Json: message.Json.GetRawText())).ToHashSet();

        await OrderAsync(gateway, city, "--from", $"{Start.AddMinutes(15 * 10):O}", "--to", $"{Start.AddMinutes(15 * 20):O}", "--device", "2");

        await Eventually.TrueAsync(() => city.Messages.Count == 90, "ten again");
        await Eventually.TrueAsync(() => gateway.Get<Outbox>().ReadResends("stadt").Count == 0, "the order is done");
        var again = city.Messages.Skip(80).ToList();
        Assert.All(again, message => Assert.Contains((message.Topic, message.Json.GetRawText()), before));
        Assert.Equal(Enumerable.Range(10, 10).Select(counter => (long)counter), again.Select(message => message.Json.GetProperty("seq").GetInt64()));
        Assert.Single(again.Select(message => message.Json.GetProperty("id").GetString()).Distinct());
        Assert.Equal(90, city.Messages.Count);
    }

    [Fact]
    public async Task Order_waits_while_the_city_refuses_and_is_done_afterwards()
    {
        await using var city = await TestCity.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(city.AsSink());
        await StoreAsync(gateway, await gateway.AddNodeAsync());
        await Eventually.TrueAsync(() => gateway.Get<ForwardingService>().States[0].Lag == 0, "all sent");
        city.Refuses = true;

        await OrderAsync(gateway, city, "--from", $"{Start:O}", "--to", $"{Start.AddDays(1):O}");
        await Eventually.TrueAsync(() => gateway.Get<ForwardingService>().States[0].LastError is not null, "the sink tells its error");
        Assert.Single(gateway.Get<Outbox>().ReadResends("stadt"));
        city.Refuses = false;

        await Eventually.TrueAsync(() => gateway.Get<Outbox>().ReadResends("stadt").Count == 0, "the order is done");
        Assert.Equal(40, city.Messages.Skip(40).Select(message => message.Json.GetProperty("seq").GetInt64()).Distinct().Count());
    }

    private static async Task StoreAsync(RunningGateway gateway, params RegisteredNode[] nodes)
    {
        foreach (var node in nodes)
            await gateway.Get<IReadingStore>().AppendAsync(TestBatches.Make(device: node.DeviceId, count: 40, start: Start.ToUnixTimeMilliseconds(), channels: 2), Cancellation);
    }

    private static async Task OrderAsync(RunningGateway gateway, TestCity city, params string[] range)
    {
        using var cli = new Cli(gateway.DataDirectory);
        cli.Settings["Gateway:Sinks:0:Name"] = "stadt";
        cli.Settings["Gateway:Sinks:0:Host"] = "127.0.0.1";
        cli.Settings["Gateway:Sinks:0:Port"] = $"{city.Port}";
        await cli.JsonAsync(["sink", "resend", "stadt", .. range]);
    }
}
