using System.Globalization;
using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>One device at two servers, servers whose clocks are ahead, and counters that begin again when retention has taken the old samples.</summary>
public sealed class SeveralServersTests : IAsyncLifetime
{
    private const string NoProbes = "DOV//wAAAAAAAAA="; // no outside thermometer, no probe found
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private UplinkHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await UplinkHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("DOUAAAVeBS0AIxA=", "DOUAAAVeBS0AIxA=", 1)]
    [InlineData(NoProbes, NoProbes, 1)] // nothing but faults is once too
    [InlineData("DOUAAAVeBS0AIxA=", "DOUAAAVfBS0AIxA=", 2)] // a new activation that has come as far
    [InlineData("DOUAAAVeBS0AIxA=", NoProbes, 2)]
    public async Task The_same_transmission_by_two_servers_is_one_reading(string first, string second, int samples)
    {
        var things = Uplinks.TheThingsStack(eui: "A84041FFFF000001", counter: "\"f_cnt\":110,", data: second);

        Assert.Equal("Stored", await _host.TakeAsync(Uplinks.ChirpStack(data: first)));
        Assert.Equal(samples == 1 ? "Duplicate" : "Stored", await _host.TakeAsync(things));
        Assert.Equal("Duplicate", await _host.TakeAsync(things));
        Assert.Equal(samples, _host.Samples().Count);
    }

    [Fact]
    public async Task An_uplink_of_a_server_that_is_ahead_is_once_however_it_is_delivered()
    {
        var ahead = DateTimeOffset.UtcNow.AddHours(1);
        string Message(int counter, int seconds, string id) => Uplinks.ChirpStack(
            counter: $"\"fCnt\":{counter},", deliveryId: id, time: ahead.AddSeconds(seconds).ToString("O", CultureInfo.InvariantCulture));

        Assert.Equal("Stored", await _host.TakeAsync(Message(1, 0, "a")));
        Assert.Equal("Duplicate", await _host.TakeAsync(Message(1, 0, "a")));
        Assert.Equal("Duplicate", await _host.TakeAsync(Message(1, 0, "another")));
        Assert.Equal("Duplicate", await _host.TakeAsync($"[{Message(1, 0, "a")},{Message(1, 0, "a")}]"));
        Assert.Equal("Stored", await _host.TakeAsync(Message(2, 1, "a"))); // an id used twice is no repetition
        Assert.Equal([1u, 2], _host.Samples().Select(sample => sample.Identity.Counter).Order().ToList());
    }

    [Fact]
    public async Task A_device_without_a_DevEUI_goes_under_one_of_its_own_for_ever()
    {
        static string Message(string device, string application = "soil") => Uplinks.TheThingsStack().Replace(",\"dev_eui\":\"A84041FFFF000002\"", "", StringComparison.Ordinal)
            .Replace("lse01-park", device, StringComparison.Ordinal).Replace("\"soil\"", $"\"{application}\"", StringComparison.Ordinal);

        Assert.Equal("Stored", await _host.TakeAsync(Message("lse01-a")));
        Assert.Equal("Duplicate", await _host.TakeAsync(Message("lse01-a")));
        Assert.Equal("Stored", await _host.TakeAsync(Message("lse01-b")));
        Assert.Equal("Stored", await _host.TakeAsync(Message("lse01-a", "other")));
        Assert.Contains("devEui", await _host.TakeAsync(Message("")), StringComparison.Ordinal);

        var euis = _host.Gateway.Get<INodeDirectory>().All().Select(device => device.Name).ToList();
        Assert.Equal(3, euis.Distinct().Count());
        Assert.All(euis, eui => Assert.Matches("^02[0-9a-f]{14}$", eui));
    }

    [Theory]
    [InlineData("0CE50000055E052D002310")] // hex in place of base64: another length
    [InlineData("%%%")]
    [InlineData("AA==")]
    public async Task Data_of_no_known_form_are_kept_raw(string data)
    {
        Assert.Equal("KeptRaw", await _host.TakeAsync(Uplinks.ChirpStack(data: data)));
        Assert.Equal("Duplicate", await _host.TakeAsync(Uplinks.ChirpStack(data: data)));
    }

    /// <summary>With a join server of its own, or with the payload crypto skipped, a server hands on what only the keeper of the keys can read.</summary>
    [Theory]
    [InlineData(""" "joinServerContext":{"sessionKeyId":"0102","appSKey":null} """, "KeptRaw")]
    [InlineData(""" "joinServerContext":{"appSKey":{"kekLabel":"","aesKey":"AAAA"}} """, "KeptRaw")]
    [InlineData(""" "joinServerContext":{"sessionKeyId":"","appSKey":null} """, "Stored")]
    [InlineData(""" "joinServerContext":null """, "Stored")]
    public async Task What_ChirpStack_could_not_decrypt_is_kept_raw(string context, string outcome) =>
        Assert.Equal(outcome, await _host.TakeAsync(Uplinks.ChirpStack(fields: """{"water_SOIL":13.74}""").Replace("\"fPort\"", context + ",\"fPort\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData(""" "app_s_key":{"encrypted_key":"AAAA","kek_label":"x"} """, "KeptRaw")]
    [InlineData(""" "app_s_key":null """, "Stored")]
    public async Task What_The_Things_Stack_could_not_decrypt_is_kept_raw(string key, string outcome) =>
        Assert.Equal(outcome, await _host.TakeAsync(Uplinks.TheThingsStack().Replace("\"f_port\"", key + ",\"f_port\"", StringComparison.Ordinal)));

    [Fact]
    public async Task A_counter_that_began_again_after_a_long_pause_loses_nothing_though_the_old_samples_are_gone()
    {
        await using var parts = new StoreUnderTest();
        var streams = new UplinkStreams(parts.Store);
        async Task<bool> TakeAsync(uint counter, DateTimeOffset at)
        {
            var uplink = Uplinks.Read(Uplinks.ChirpStack()) with { Counter = counter };
            var time = new UplinkTime(at.ToUnixTimeMilliseconds(), 5000, at.ToUnixTimeMilliseconds(), 0);
            var values = DeviceCatalogue.Decode(DraginoLse01.Normal, uplink)!;
            return streams.Find(1, uplink, values, time.UnixMilliseconds) is { } stream
                && await parts.Store.AppendAsync(UplinkBatch.Of(stream, counter, values, time), TestContext.Current.CancellationToken) == 1;
        }

        for (var counter = 0u; counter < 48; counter++)
            Assert.True(await TakeAsync(counter, Start.AddHours(counter)));
        await parts.Settler.SettleAsync(TestContext.Current.CancellationToken);
        await parts.Retention().DropAsync(BlockId.DayOf(Start.ToUnixTimeMilliseconds()), long.MaxValue, TestContext.Current.CancellationToken);
        var left = parts.Store.Read(1, 0, long.MaxValue).Count();

        // Twelve days without power; the first uplinks of the new life come in the wrong order.
        var again = Start.AddDays(14);
        Assert.True(await TakeAsync(2, again.AddHours(2)));
        Assert.True(await TakeAsync(0, again));
        Assert.True(await TakeAsync(1, again.AddHours(1)));
        Assert.False(await TakeAsync(1, again.AddHours(1)));
        Assert.False(await TakeAsync(5, Start.AddHours(5))); // taken by retention, delivered again: not doubled

        Assert.Equal(24, left);
        Assert.Equal(left + 3, parts.Store.Read(1, 0, long.MaxValue).Count());
    }
}
