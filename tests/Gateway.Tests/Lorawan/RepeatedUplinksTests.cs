using System.Globalization;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Uplinks that come twice, late, out of order, or with counters that began again: each once, none lost.</summary>
public sealed class RepeatedUplinksTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private UplinkHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await UplinkHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Order_does_not_matter_and_a_second_delivery_changes_nothing()
    {
        int[] order = [3, 0, 4, 1, 2, 3, 0, 0, 5, 4];
        foreach (var counter in order)
            await _host.TakeAsync(Message(counter, counter * 20));

        Assert.Equal([0u, 1, 2, 3, 4, 5], _host.Samples().Select(sample => sample.Identity.Counter));
    }

    [Fact]
    public async Task Deliveries_of_several_radio_gateways_seconds_apart_are_one_uplink()
    {
        Assert.Equal("Stored", await _host.TakeAsync(Message(7, 0)));
        Assert.Equal("Duplicate", await _host.TakeAsync(Message(7, 0, seconds: 3, delivery: "another server's id")));
        Assert.Equal("Duplicate", await _host.TakeAsync(Message(7, 0, seconds: 59)));
        Assert.Single(_host.Samples());
    }

    [Fact]
    public async Task Without_a_time_the_servers_own_id_tells_a_repetition()
    {
        var message = Uplinks.ChirpStack(time: "", deliveryId: "d1");
        Assert.Equal("Stored", await _host.TakeAsync(message));
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal("Duplicate", await _host.TakeAsync(message));
        Assert.Single(_host.Samples());
    }

    [Fact]
    public async Task A_rejoin_gives_a_new_address_and_counts_from_zero()
    {
        await _host.TakeAsync(Message(65_000, 0));
        await _host.TakeAsync(Message(65_001, 20));
        Assert.Equal("Stored", await _host.TakeAsync(Message(0, 40, session: "0099aabb")));
        Assert.Equal("Stored", await _host.TakeAsync(Message(1, 60, session: "0099aabb")));
        Assert.Equal(4, _host.Samples().Count);
    }

    [Fact]
    public async Task A_device_that_begins_at_zero_with_every_wake_loses_nothing()
    {
        for (var wake = 0; wake < 150; wake++)
            Assert.Equal("Stored", await _host.TakeAsync(Message(0, wake * 20)));

        Assert.Equal("Duplicate", await _host.TakeAsync(Message(0, 149 * 20)));
        Assert.Equal("Duplicate", await _host.TakeAsync(Message(0, 0)));
        Assert.Equal(150, _host.Samples().Count);
    }

    [Fact]
    public async Task The_largest_counters_are_counters_too()
    {
        Assert.Equal("Stored", await _host.TakeAsync(Message(4_294_967_294, 0)));
        Assert.Equal("Stored", await _host.TakeAsync(Message(4_294_967_295, 20)));
        Assert.Equal("Stored", await _host.TakeAsync(Message(0, 40)));
        Assert.Contains("fCnt", await _host.TakeAsync(Message(4_294_967_296, 60)), StringComparison.Ordinal);
        Assert.Equal(3, _host.Samples().Count);
    }

    [Fact]
    public async Task Whatever_is_repeated_and_reordered_every_uplink_is_there_once()
    {
        // Three lives of a device with the same address; each uplink delivered one to three times, neighbours swapped.
        var uplinks = Enumerable.Range(0, 45).Select(index => (Counter: index % 15, Minutes: index * 20)).ToList();
        var random = new Random(7);
        var deliveries = uplinks.SelectMany((uplink, index) => Enumerable.Range(0, 1 + random.Next(3)).Select(_ => (uplink, Place: index + random.Next(4))))
            .OrderBy(delivery => delivery.Place).Select(delivery => delivery.uplink).ToList();

        foreach (var (counter, minutes) in deliveries)
            await _host.TakeAsync(Message(counter, minutes));

        Assert.Equal(uplinks.Select(uplink => Start.AddMinutes(uplink.Minutes).ToUnixTimeMilliseconds()), _host.Samples().Select(sample => sample.TimeUnixMilliseconds));
    }

    [Fact]
    public async Task A_batch_is_taken_item_by_item()
    {
        var batch = $"[{Message(1, 20)},{{\"no\":\"uplink\"}},{Message(2, 40)},{Message(1, 20)}]";

        Assert.Equal("Stored", await _host.TakeAsync(batch));
        Assert.Equal("Duplicate", await _host.TakeAsync(batch));
        Assert.Equal(2, _host.Samples().Count);
        Assert.Equal(2, _host.Counters.Of(Jena.SensorNode.Gateway.Lorawan.Ingest.UplinkOutcome.Refused));
        Assert.Contains("JSON", await _host.TakeAsync("[]"), StringComparison.Ordinal);
        Assert.Contains("JSON", await _host.TakeAsync("[[[]]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmed_uplink_is_an_uplink_like_any_other() =>
        Assert.Equal("Stored", await _host.TakeAsync(Message(1, 0).Replace("\"fPort\"", "\"confirmed\":true,\"adr\":true,\"dr\":0,\"fPort\"", StringComparison.Ordinal)));

    private static string Message(long counter, int minutes, int seconds = 0, string session = "01acdec6", string? delivery = null) => Uplinks.ChirpStack(
        counter: counter == 0 ? "" : $"\"fCnt\":{counter.ToString(CultureInfo.InvariantCulture)},", session: session,
        time: Start.AddMinutes(minutes).AddSeconds(seconds).ToString("O", CultureInfo.InvariantCulture), deliveryId: delivery ?? $"{session}-{counter}-{minutes}");
}
