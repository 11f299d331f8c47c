using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Forwarding;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>The whole gateway over a card that has lost something.</summary>
public sealed class DamageHealthTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Health_names_device_day_and_number_of_what_is_missing_and_the_sink_gets_all_else()
    {
        var start = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        await using (var store = new StoreUnderTest(_folder.File("gateway.db")))
        {
            for (var device = 1; device <= 3; device++)
                await store.Store.AppendAsync(TestBatches.Make(device: device, count: 60, start: start), Cancellation);
            await store.Settler.SettleAsync(Cancellation);
            await store.Store.AppendAsync(TestBatches.Make(device: 7, count: 10, start: start), Cancellation);
            await store.Store.AppendAsync(TestBatches.Make(device: 8, count: 10, start: start), Cancellation);
            using var connection = store.Database.OpenWriter();
            connection.Run("UPDATE block SET data = zeroblob(20) WHERE block_id & 0xFF = 2; UPDATE sample_log SET data = x'FF' WHERE device_id = 7");
        }

        await using var city = await TestCity.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(city.AsSink(), dataDirectory: _folder.Path);

        await Eventually.TrueAsync(() => gateway.Get<ForwardingService>().States[0].Lag == 0, "the sink has all that can be read");
        Assert.Equal(60 + 60 + 10, city.Messages.Count);
        var finding = Assert.Single(await gateway.FindingsAsync(), text => text.Contains("unlesbar", StringComparison.Ordinal));
        Assert.Contains("70 Messungen", finding, StringComparison.Ordinal);
        Assert.Contains("Gerät 2 2026-05-01 (60)", finding, StringComparison.Ordinal);
        Assert.Contains("Gerät 7 aus dem Protokoll (10)", finding, StringComparison.Ordinal);
        Assert.Contains("jena-gateway restore", finding, StringComparison.Ordinal);
    }
}
