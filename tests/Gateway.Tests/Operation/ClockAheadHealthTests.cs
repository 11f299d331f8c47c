using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Forwarding;
using Jena.SensorNode.Gateway.Tests.Readings;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>The whole gateway over a database that a clock filled which ran ahead.</summary>
public sealed class ClockAheadHealthTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_clock_dated_that_ran_ahead_is_put_right_told_and_forwarded()
    {
        var now = DateTimeOffset.UtcNow;
        await FillAsync(now.AddDays(-1).ToUnixTimeMilliseconds(), first: 0, count: 20);
        await FillAsync(now.AddYears(3).ToUnixTimeMilliseconds(), first: 20, count: 20);
        await using var city = await TestCity.StartAsync();

        await using var gateway = await StartAsync(city.AsSink());

        await Eventually.TrueAsync(() => city.Messages.Count == 40, "the sink has everything");
        Assert.All(city.Messages, message => Assert.InRange(message.Json.GetProperty("ts").GetInt64(), 0, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        var finding = Assert.Single(await gateway.FindingsAsync(), text => text.Contains("Die Uhr ging vor", StringComparison.Ordinal));
        Assert.Contains("20 Messungen", finding, StringComparison.Ordinal);
        Assert.Contains($"{now.AddYears(3):yyyy}", finding, StringComparison.Ordinal);
        Assert.Contains("sink resend", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_put_right_is_told_after_a_restart_too()
    {
        var now = DateTimeOffset.UtcNow;
        await FillAsync(now.AddDays(-1).ToUnixTimeMilliseconds(), first: 0, count: 20);
        await FillAsync(now.AddYears(3).ToUnixTimeMilliseconds(), first: 20, count: 20);
        string told;
        await using (var gateway = await StartAsync([]))
        {
            await Eventually.TrueAsync(() => gateway.Get<Database>().OpenReader() is var connection && Read(connection) == 20, "it is on disk");
            told = Assert.Single(await gateway.FindingsAsync(), text => text.Contains("Die Uhr ging vor", StringComparison.Ordinal));
        }

        await using var restarted = await StartAsync([]);

        Assert.Equal(told, Assert.Single(await restarted.FindingsAsync(), text => text.Contains("Die Uhr ging vor", StringComparison.Ordinal)));

        static long Read(Microsoft.Data.Sqlite.SqliteConnection connection)
        {
            using (connection)
                return connection.Scalar<long>("SELECT max(redated) FROM clock_ahead");
        }
    }

    [Fact]
    public async Task A_clock_that_contradicts_what_is_stored_without_a_gap_holds_the_sinks_and_says_so()
    {
        var now = DateTimeOffset.UtcNow;
        await FillAsync(now.AddHours(-30).ToUnixTimeMilliseconds(), first: 0, count: 4, batches: 60);
        await using var city = await TestCity.StartAsync();

        await using var gateway = await StartAsync(city.AsSink());

        await Eventually.TrueAsync(() => gateway.Get<ForwardingService>().States[0].IsWaitingForTime, "the sink waits");
        var finding = Assert.Single(await gateway.FindingsAsync(), text => text.Contains("passen nicht in die Zeit davor", StringComparison.Ordinal));
        Assert.Contains("NTP", finding, StringComparison.Ordinal);
        Assert.Equal(240, gateway.Get<IReadingStore>().ReadAfter(0, 1000).Count);
        Assert.True(gateway.Get<IReadingStore>().Latest(1)!.TimeUnixMilliseconds > now.AddHours(20).ToUnixTimeMilliseconds());
    }

    private async Task FillAsync(long start, uint first, int count, int batches = 1)
    {
        await using var store = new StoreUnderTest(_folder.File("gateway.db"));
        for (var batch = 0; batch < batches; batch++, first += (uint)count)
            await store.Store.AppendAsync(TestBatches.Make(first: first, count: count, start: start), Cancellation);
    }

    private Task<RunningGateway> StartAsync(string[] settings) => RunningGateway.StartAsync(
        [.. settings, "--Gateway:Timing:Clock=Auto"],
        builder => builder.Services.AddSingleton<IClockSynchronisation>(new TestSynchronisation(Synchronisation.Synchronised)),
        _folder.Path);
}
