using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Jena.SensorNode.EndToEnd.Tests.Durability;
using Jena.SensorNode.EndToEnd.Tests.Parts;
using MQTTnet;
using MQTTnet.Protocol;

namespace Jena.SensorNode.EndToEnd.Tests;

/// <summary>Uplinks of a network server through a real Mosquitto with TLS and password, and by HTTP, on a disk that runs full.</summary>
public sealed class UplinkServerTests : IAsyncLifetime
{
    private const string Token = "a-long-token-for-the-tests";
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _stranger = new();
    private readonly Mosquitto _server = new();
    private readonly GatewayProcess _gateway = new();
    private readonly IMqttClient _chirpStack = new MqttClientFactory().CreateMqttClient();
    private readonly HttpClient _http = new();
    private readonly int _tlsPort = FreePort.Take();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync($"""
            listener {_tlsPort} 127.0.0.1
            certfile {_authority.CertificateFile}
            keyfile {_authority.KeyFile}
            """);
        await _chirpStack.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _server.Port).WithCredentials(_server.User, _server.Password).Build(), Cancellation);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        _gateway.Set("Lorawan__HttpToken", Token);
        foreach (var (name, value) in new[]
        {
            ("Name", "chirpstack"), ("Host", "127.0.0.1"), ("Port", $"{_tlsPort}"), ("UseTls", "true"), ("CaFile", _authority.AuthorityFile), ("User", _server.User), ("Password", _server.Password),
        })
        {
            _gateway.Set($"Lorawan__Servers__0__{name}", value);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _chirpStack.Dispose();
        _http.Dispose();
        await _gateway.DisposeAsync();
        await _server.DisposeAsync();
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task Uplinks_come_through_TLS_and_those_sent_while_the_gateway_was_down_come_afterwards()
    {
        await _gateway.StartAsync();
        await PublishUntilTakenAsync(0);

        await _gateway.KillAsync();
        for (var counter = 1; counter < 30; counter++)
            await PublishAsync(counter);
        await _gateway.StartAsync();

        await Eventually.TrueAsync(async () => await SamplesAsync() == 30, "every uplink is there", () => _gateway.Output);
        Assert.DoesNotContain(_server.Password, _gateway.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_cannot_be_trusted_or_does_not_trust_us_is_named_on_the_page(bool wrongAuthority)
    {
        if (wrongAuthority)
            _gateway.Set("Lorawan__Servers__0__CaFile", _stranger.AuthorityFile);
        else
            _gateway.Set("Lorawan__Servers__0__Password", "wrong-password");

        await _gateway.StartAsync();

        await Eventually.TrueAsync(
            async () => WebUtility.HtmlDecode(await _http.GetStringAsync(_gateway.Page, Cancellation)) is var page
                && page.Contains("LoRaWAN chirpstack", StringComparison.Ordinal) && page.Contains("nicht verbunden: ", StringComparison.Ordinal) && !page.Contains("verbindet noch", StringComparison.Ordinal),
            "the page names the reason", () => _gateway.Output);
        Assert.Equal(0, await SamplesAsync());
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_acknowledged_and_all_comes_again_when_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync();
        _gateway.Set("DataDirectory", Path.Combine(disk.Path, "data"));
        await _gateway.StartAsync();
        await PublishUntilTakenAsync(0);

        // Uplinks go on by both ways until the disk takes nothing more; by HTTP the server is told to try again.
        var (byMqtt, byHttp, refused) = (1, 0, new List<int>());
        while (refused.Count < 20)
        {
            disk.Fill();
            await PublishAsync(byMqtt++);
            if (await PostAsync(byHttp) == HttpStatusCode.ServiceUnavailable)
                refused.Add(byHttp);
            byHttp++;
            Assert.True(byHttp < 5000, "The disk never filled.");
        }

        var stored = await SamplesAsync();
        Assert.True(stored < byMqtt + byHttp, "Nothing waits: the disk was not full.");

        disk.MakeRoom();
        foreach (var counter in refused)
            await Eventually.TrueAsync(async () => await PostAsync(counter) == HttpStatusCode.OK, "the server's next try is taken", () => _gateway.Output);
        await Eventually.TrueAsync(async () => await SamplesAsync() == byMqtt + byHttp, "every uplink is there once", () => $"{byMqtt} and {byHttp}, {_gateway.Output}");
        await _gateway.StopAsync();
        await Integrity.AssertAsync(Path.Combine(disk.Path, "data", "gateway.db"));
    }

    private async Task PublishUntilTakenAsync(int counter) => await Eventually.TrueAsync(
        async () =>
        {
            // Before its first subscription nobody keeps messages for the gateway.
            await PublishAsync(counter);
            return await SamplesAsync() == 1;
        },
        "the first uplink is taken", () => _gateway.Output);

    private Task<MqttClientPublishResult> PublishAsync(int counter) => _chirpStack.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic("application/b186270e/device/a84041ffff000001/event/up").WithPayload(Uplink("a84041ffff000001", counter))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(), Cancellation);

    private async Task<HttpStatusCode> PostAsync(int counter)
    {
        using var content = new StringContent(Uplink("a84041ffff000002", counter), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(_gateway.Page, "lorawan/chirpstack?event=up"), content, Cancellation);
        return answer.StatusCode;
    }

    private async Task<long> SamplesAsync() => await _gateway.HealthAsync() is { } health ? health.GetProperty("samples").GetInt64() : -1;

    private static string Uplink(string eui, int counter) =>
        $$"""
        {"deduplicationId":"{{Guid.NewGuid()}}","time":"{{new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(20 * counter):O}}","deviceInfo":{"deviceProfileName":"Dragino_LSE01",
        "deviceName":"LSE01","devEui":"{{eui}}"},"devAddr":"01acdec6","fCnt":{{counter}},"fPort":2,"data":"DOUAAAVeBS0AIxA=","rxInfo":[{"rssi":-100}]}
        """;
}
