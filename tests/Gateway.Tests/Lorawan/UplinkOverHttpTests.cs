using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

public sealed class UplinkOverHttpTests : IAsyncLifetime
{
    private const string Token = "ein-langes-token-fuer-tests";
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PageHost.StartAsync($"--Gateway:Lorawan:HttpToken={Token}");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_known_device_is_registered_by_itself_and_its_values_are_readings_with_the_servers_time()
    {
        Assert.Equal((HttpStatusCode.OK, "Stored"), await PostAsync(Uplinks.ChirpStack()));

        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync("/api/readings/latest", Cancellation));
        var item = Assert.Single(json.RootElement.EnumerateArray().ToList());
        Assert.Equal(1718873318863, item.GetProperty("ts").GetInt64());
        Assert.Equal(13.74, item.GetProperty("soil_vwc").GetDouble());
        Assert.Equal(13.25, item.GetProperty("soil_temp").GetDouble());
        Assert.Equal(3.301, item.GetProperty("battery_v").GetDouble());
        Assert.Contains("Dragino LSE01", await TextAsync("/fremde"), StringComparison.Ordinal);
        Assert.Contains("Bodenfeuchte", await TextAsync("/knoten/a84041ffff000001"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_uplink_is_stored_once_however_often_and_by_whichever_server_it_comes()
    {
        await PostAsync(Uplinks.ChirpStack());

        Assert.Equal("Duplicate", (await PostAsync(Uplinks.ChirpStack())).Body);
        Assert.Equal("Duplicate", (await PostAsync(Uplinks.ChirpStack(time: "2024-06-20T08:48:39.1Z", deliveryId: "another"))).Body);
        Assert.Single(Samples());
    }

    [Fact]
    public async Task A_counter_that_begins_again_loses_nothing()
    {
        await PostAsync(Uplinks.ChirpStack(counter: "", time: "2024-06-20T08:00:00Z"));
        await PostAsync(Uplinks.ChirpStack(counter: "\"fCnt\":1,", time: "2024-06-20T08:20:00Z"));

        // The battery was changed: same address, counter from 0.
        Assert.Equal("Stored", (await PostAsync(Uplinks.ChirpStack(counter: "", time: "2024-06-20T09:00:00Z"))).Body);
        Assert.Equal("Stored", (await PostAsync(Uplinks.ChirpStack(counter: "\"fCnt\":1,", time: "2024-06-20T09:20:00Z"))).Body);
        Assert.Equal("Duplicate", (await PostAsync(Uplinks.ChirpStack(counter: "\"fCnt\":1,", time: "2024-06-20T09:20:00Z"))).Body);
        Assert.Equal(4, Samples().Count);
    }

    [Fact]
    public async Task An_unknown_device_is_kept_raw_and_read_once_its_model_is_known()
    {
        var unknown = Uplinks.ChirpStack(profileId: "93f00000-0000-0000-0000-000000000000", profileName: "Sonderbau 7");
        Assert.Equal((HttpStatusCode.OK, "KeptRaw"), await PostAsync(unknown));
        Assert.Contains("unbekannt, Rohdaten behalten", await TextAsync("/fremde"), StringComparison.Ordinal);
        Assert.Contains("0CE50000055E052D002310", await TextAsync("/fremde"), StringComparison.Ordinal);

        await _host.Services.GetRequiredService<ForeignRegistration>().EnsureAsync("a84041ffff000001", "Dragino LSE01", Cancellation);
        var read = await _host.Services.GetRequiredService<UplinkIngest>().ReadKeptAsync(_host.Services.GetRequiredService<Gateway.Storage.Database>(), Cancellation);

        // The background reader may have been faster; either way the sample is there once.
        Assert.InRange(read, 0, 1);
        Assert.Equal(1718873318863, Assert.Single(Samples()).TimeUnixMilliseconds);
        Assert.Equal("Duplicate", (await PostAsync(unknown)).Body);
    }

    [Fact]
    public async Task A_time_ahead_of_the_gateway_is_taken_back_to_the_arrival()
    {
        await PostAsync(Uplinks.ChirpStack(time: DateTimeOffset.UtcNow.AddDays(400).ToString("O")));

        var sample = Assert.Single(Samples());
        Assert.True(sample.TimeUnixMilliseconds <= DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.True(sample.UncertaintyMilliseconds > 86_400_000);
    }

    [Fact]
    public async Task The_Things_Stack_is_taken_as_well()
    {
        Assert.Equal("Stored", (await PostAsync(Uplinks.TheThingsStack(), "/lorawan/tts")).Body);
        Assert.Equal("Stored", (await PostAsync(Uplinks.TheThingsStack(counter: ""), "/lorawan/tts")).Body);
        Assert.Equal("Duplicate", (await PostAsync(Uplinks.TheThingsStack(), "/lorawan/tts")).Body);
    }

    [Fact]
    public async Task Without_the_token_nothing_is_taken()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Uplinks.ChirpStack(), token: null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Uplinks.ChirpStack(), token: "falsch")).Status);
        Assert.Empty(_host.Services.GetRequiredService<INodeDirectory>().All());
    }

    [Fact]
    public async Task What_cannot_be_taken_is_answered_in_words_and_shown()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("{}")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(new string(' ', 300_000))).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("{}", "/lorawan/chirpstack?event=join")).Status);
        Assert.Equal((HttpStatusCode.OK, "KeptRaw"), await PostAsync(Uplinks.ChirpStack(port: 66)));
        Assert.Contains("abgewiesen", await TextAsync("/"), StringComparison.Ordinal);
    }

    private List<Sample> Samples()
    {
        var device = Assert.Single(_host.Services.GetRequiredService<INodeDirectory>().All());
        return [.. _host.Services.GetRequiredService<IReadingStore>().Read(device.DeviceId, 0, long.MaxValue)];
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string json, string path = "/lorawan/chirpstack", string? token = Token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _host.Client.SendAsync(request, Cancellation);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(Cancellation)).Trim());
    }

    private async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await _host.Client.GetStringAsync(path, Cancellation));
}
