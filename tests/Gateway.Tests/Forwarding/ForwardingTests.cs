using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

public class ForwardingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_burst_of_twenty_thousand_readings_arrives_completely_and_in_order()
    {
        await using var city = await TestCity.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(city.AsSink());
        var store = gateway.Get<IReadingStore>();
        var start = DateTimeOffset.UtcNow.AddDays(-30).ToUnixTimeMilliseconds();

        await Task.WhenAll(Enumerable.Range(1, 20).Select(async device =>
        {
            for (uint first = 0; first < 500; first += 50)
                await store.AppendAsync(TestBatches.Make(device: device, first: first, count: 50, start: start, channels: 2), Cancellation);
        }));

        await Eventually.TrueAsync(() => city.Messages.Count >= 10_000, "10,000 messages of 2 readings");
        Assert.Equal(10_000, city.Messages.Count);
        foreach (var device in city.Messages.GroupBy(message => message.Json.GetProperty("id").GetString()))
            Assert.Equal(Enumerable.Range(0, 500).Select(counter => (long)counter), device.Select(message => message.Json.GetProperty("seq").GetInt64()));
        await Eventually.TrueAsync(() => gateway.Get<ForwardingService>().States[0].Lag == 0, "the cursor at the end");
    }

    [Fact]
    public async Task What_the_city_refuses_is_kept_and_sent_when_it_takes_again()
    {
        await using var city = await TestCity.StartAsync();
        city.Refuses = true;
        await using var gateway = await RunningGateway.StartAsync(city.AsSink());
        await gateway.Get<IReadingStore>().AppendAsync(TestBatches.Make(count: 50, start: 1_700_000_000_000), Cancellation);
        var forwarding = gateway.Get<ForwardingService>();
        await Eventually.TrueAsync(() => forwarding.States[0].LastError is not null, "the sink tells its error");
        Assert.Equal(50, forwarding.States[0].Lag);
        Assert.Empty(city.Messages);

        city.Refuses = false;

        await Eventually.TrueAsync(() => forwarding.States[0].Lag == 0, "all delivered");
        Assert.Equal(Enumerable.Range(0, 50).Select(counter => (long)counter), city.Messages.Select(message => message.Json.GetProperty("seq").GetInt64()));
        Assert.Null(forwarding.States[0].LastError);
    }

    [Theory]
    [InlineData("1152921504606846976")]
    [InlineData("-3")]
    [InlineData("'x'")]
    public async Task A_cursor_that_the_card_has_turned_leaves_no_sample_out(string cursor)
    {
        using var folder = new TestFolder();
        await using var city = await TestCity.StartAsync();
        await using (var before = await RunningGateway.StartAsync(city.AsSink(), dataDirectory: folder.Path))
        {
            await before.Get<IReadingStore>().AppendAsync(TestBatches.Make(count: 20, start: 1_700_000_000_000), Cancellation);
            await Eventually.TrueAsync(() => before.Get<ForwardingService>().States[0].Lag == 0, "the first time");
        }

        await using (var connection = new SqliteConnection($"Data Source={folder.File("gateway.db")};Pooling=False"))
        {
            connection.Open();
            connection.Run($"UPDATE sink_cursor SET sequence = {cursor}");
        }

        await using var gateway = await RunningGateway.StartAsync(city.AsSink(), dataDirectory: folder.Path);
        await gateway.Get<IReadingStore>().AppendAsync(TestBatches.Make(first: 20, count: 5, start: 1_700_100_000_000), Cancellation);

        await Eventually.TrueAsync(() => gateway.Get<ForwardingService>().States[0].Lag == 0, "all delivered");
        Assert.Equal(Enumerable.Range(0, 25).Select(counter => (long)counter), city.Messages.Select(message => message.Json.GetProperty("seq").GetInt64()).Distinct());
    }

    [Fact]
    public async Task A_time_range_can_be_sent_again_and_is_identical()
    {
        await using var city = await TestCity.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(city.AsSink());
        var node = await gateway.AddNodeAsync();
        var start = DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeMilliseconds();
        await gateway.Get<IReadingStore>().AppendAsync(TestBatches.Make(device: node.DeviceId, count: 60, start: start, channels: 2), Cancellation);
        await Eventually.TrueAsync(() => city.Messages.Count == 60, "the first time");
        await Eventually.TrueAsync(() => gateway.Get<ForwardingService>().States[0].Lag == 0, "the cursor at the end");
        var first = city.Messages.Select(message => message.Json.GetRawText()).ToList();

        await gateway.Get<Outbox>().OrderResendAsync("stadt", start + (10 * 900_000), start + (20 * 900_000), null, Cancellation);

        await Eventually.TrueAsync(() => city.Messages.Count == 70, "ten again");
        Assert.Equal(first[10..20], city.Messages.Select(message => message.Json.GetRawText()).Skip(60));
    }

    [Fact]
    public async Task Nothing_leaves_before_the_clock_is_set_and_then_with_repaired_times()
    {
        await using var city = await TestCity.StartAsync();
        var machine = new SteppingTime(new DateTimeOffset(1970, 1, 1, 0, 10, 0, TimeSpan.Zero));
        await using var gateway = await RunningGateway.StartAsync(
            [.. city.AsSink(), "--Gateway:Timing:Clock=Auto"],
            builder =>
            {
                Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(builder.Services, machine);
                Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IClockSynchronisation>(builder.Services, new TestSynchronisation(Synchronisation.Unknown));
            });
        var node = await gateway.AddNodeAsync();
        await using var wire = await Broker.TestNode.ConnectAsync(gateway.MqttPort, node);
        await wire.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 3, layout: node.Layout.Id));
        await Eventually.TrueAsync(() => gateway.Get<ForwardingService>().States[0].IsWaitingForClock, "the sink waits");
        Assert.True(gateway.Get<IReadingStore>().Latest(node.DeviceId)!.TimeIsProvisional);

        machine.Offset = TimeSpan.Zero;

        await Eventually.TrueAsync(() => city.Messages.Count == 3, "three messages");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.All(city.Messages, message => Assert.InRange(now - message.Json.GetProperty("ts").GetInt64(), 0, 2_200_000));
    }

    /// <summary>The machine's clock with an error that the test takes away.</summary>
    private sealed class SteppingTime(DateTimeOffset start) : TimeProvider
    {
        public TimeSpan Offset { get; set; } = start - DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Offset;
    }
}
