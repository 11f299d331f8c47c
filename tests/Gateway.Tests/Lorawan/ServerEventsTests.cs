using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>What network servers send beside uplinks, and how they prove who they are.</summary>
public sealed class ServerEventsTests : IAsyncLifetime
{
    private const string Info = """{"deduplicationId":"3ac7e3c4","time":"2026-05-01T12:00:00+00:00","deviceInfo":{"tenantName":"Jena","deviceProfileName":"Dragino_LSE01","deviceName":"LSE01","devEui":"a84041ffff000001","tags":{}}}""";
    private const string Ids = """{"end_device_ids":{"device_id":"lse01-park","application_ids":{"application_id":"soil"},"dev_eui":"A84041FFFF000002","dev_addr":"260B1234"},"correlation_ids":["as:up:01"],"received_at":"2026-05-01T12:00:00Z"}""";
    private UplinkHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await UplinkHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Events of chirpstack-api 4, integration.proto, as JSON.</summary>
    [Theory]
    [InlineData("join", """{"devAddr":"00189440","regionConfigId":"eu868"}""")]
    [InlineData("status", """{"margin":10,"externalPowerSource":false,"batteryLevelUnavailable":false,"batteryLevel":99.6}""")]
    [InlineData("log", """{"level":"ERROR","code":"UPLINK_F_CNT_RESET","description":"Frame-counter reset","context":{"deduplication_id":"x"}}""")]
    [InlineData("log", """{"description":"info","context":{}}""")]
    [InlineData("ack", """{"queueItemId":"cf11e000","acknowledged":true,"fCntDown":10}""")]
    [InlineData("txack", """{"downlinkId":12345,"queueItemId":"cf11e000","fCntDown":11,"gatewayId":"0016c001f153a14c","txInfo":{"frequency":868100000}}""")]
    [InlineData("location", """{"location":{"latitude":50.9,"longitude":11.6}}""")]
    [InlineData("integration", """{"integrationName":"loracloud","eventType":"modem_info","object":{"temperature":21}}""")]
    public async Task Events_of_ChirpStack_are_taken_politely_and_keep_nothing(string kind, string properties)
    {
        var json = Both(Info, properties);

        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(json, $"/lorawan/chirpstack?event={kind}")).Status);
        var (status, body) = await _host.PostAsync(json);

        Assert.Equal((HttpStatusCode.OK, $"Kein Uplink: {kind}"), (status, body));
        NothingIsKept();
    }

    /// <summary>Messages of The Things Stack beside uplinks, by its data formats.</summary>
    [Theory]
    [InlineData("join_accept", """{"session_key_id":"AXBSH1Pk6Z0G166","received_at":"2026-05-01T12:00:00Z"}""")]
    [InlineData("uplink_normalized", """{"session_key_id":"AXBS","f_port":1,"f_cnt":2,"normalized_payload":{"soil":{"moisture":12.5}}}""")]
    [InlineData("downlink_ack", """{"session_key_id":"AXBS","f_port":15,"f_cnt":11}""")]
    [InlineData("downlink_nack", "{}")]
    [InlineData("downlink_sent", "{}")]
    [InlineData("downlink_queued", "{}")]
    [InlineData("downlink_failed", """{"downlink":{},"error":{"code":3}}""")]
    [InlineData("downlink_queue_invalidated", "{}")]
    [InlineData("location_solved", """{"service":"lora-cloud","location":{"latitude":37.97}}""")]
    [InlineData("service_data", """{"service":"x","data":{}}""")]
    public async Task Messages_of_The_Things_Stack_are_taken_politely_and_keep_nothing(string kind, string content)
    {
        Assert.Equal((HttpStatusCode.OK, $"Kein Uplink: {kind}"), await _host.PostAsync(Both(Ids, $$"""{"{{kind}}":{{content}}}"""), "/lorawan/tts"));
        NothingIsKept();
    }

    [Fact]
    public async Task An_uplink_that_somebody_simulated_in_the_console_is_no_measurement()
    {
        var simulated = Uplinks.TheThingsStack().Replace("\"received_at\"", "\"simulated\":true,\"received_at\"", StringComparison.Ordinal);

        Assert.Equal((HttpStatusCode.OK, "Kein Uplink: simulated"), await _host.PostAsync(simulated, "/lorawan/tts"));
        NothingIsKept();
    }

    [Theory]
    [InlineData("Bearer", UplinkHost.Token, HttpStatusCode.OK)]
    [InlineData("bearer", UplinkHost.Token, HttpStatusCode.OK)]
    [InlineData("Basic", "tts:" + UplinkHost.Token, HttpStatusCode.OK)]
    [InlineData("Basic", ":" + UplinkHost.Token, HttpStatusCode.OK)]
    [InlineData("Basic", UplinkHost.Token, HttpStatusCode.Unauthorized)]
    [InlineData("Basic", UplinkHost.Token + ":", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", "", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", UplinkHost.Token + "x", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", "ein-langes-token-fuer-test", HttpStatusCode.Unauthorized)]
    [InlineData("Digest", UplinkHost.Token, HttpStatusCode.Unauthorized)]
    [InlineData(UplinkHost.Token, "", HttpStatusCode.Unauthorized)]
    public async Task Only_the_token_opens_the_door(string scheme, string secret, HttpStatusCode expected)
    {
        var given = scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) : secret;

        var (status, body) = await _host.PostAsync(Uplinks.ChirpStack(), "/lorawan/chirpstack", new AuthenticationHeaderValue(scheme, given));

        Assert.Equal(expected, status);
        Assert.DoesNotContain(UplinkHost.Token, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_is_no_base64_is_refused_like_any_other() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.PostAsync(Uplinks.ChirpStack(), "/lorawan/tts", new AuthenticationHeaderValue("Basic", "%%%"))).Status);

    private static string Both(string first, string second) => first[..^1] + "," + second[1..];

    private void NothingIsKept()
    {
        Assert.Empty(_host.Gateway.Get<INodeDirectory>().All());
        Assert.Equal(0, _host.Counters.Of(UplinkOutcome.Refused) + _host.Counters.Of(UplinkOutcome.KeptRaw));
    }
}
