using System.Globalization;
using System.Net;
using System.Text;
using CsCheck;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Messages of both servers with anything in place of anything: answered, bounded, and never the end of the ingest.</summary>
public sealed class HostileUplinksTests : IAsyncLifetime
{
    private static readonly string[] Odd =
    [
        "null", "true", "{}", "[]", "[[]]", "0", "-1", "1e999", "-1e308", "4294967296", "0.5", "\"\"", "\"NaN\"", "\"1e999\"", "\"\\ud800\"", "\"\\u0000\"", "\"2026-05-01T00:00:00Z\"",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "99999999999999999999", "\"////\"", "\"a84041ffff000001\"", "{\"seconds\":1e11,\"nanos\":-1e300}", "{\"numberValue\":\"x\"}",
        "[{\"nsTime\":{\"seconds\":-1}},7,null]", "[{\"rssi\":\"-1e400\",\"gwTime\":[1755089190]}]", "{\"measurementId\":{},\"measurementValue\":[1]}",
    ];

    private static readonly (string Name, string Value)[] ChirpStack =
    [
        ("deduplicationId", "\"d\""), ("time", "\"2026-05-01T00:00:00Z\""), ("devAddr", "\"01acdec6\""), ("fCnt", "7"), ("fPort", "2"), ("data", "\"DOUAAAVeBS0AIxA=\""),
        ("object", "{\"water_SOIL\":13.7}"), ("rxInfo", "[{\"rssi\":-90,\"nsTime\":\"2026-05-01T00:00:01Z\"}]"),
    ];

    private static readonly (string Name, string Value)[] Things =
    [
        ("session_key_id", "\"AZBw9x==\""), ("f_cnt", "7"), ("f_port", "2"), ("frm_payload", "\"DOUAAAVeBS0AIxA=\""), ("decoded_payload", "{\"water_SOIL\":13.7}"),
        ("rx_metadata", "[{\"rssi\":-90,\"time\":\"2026-05-01T00:00:01Z\"}]"), ("received_at", "\"2026-05-01T00:00:00Z\""), ("version_ids", "{\"model_id\":\"lse01\"}"),
    ];

    private UplinkHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await UplinkHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Whatever_stands_in_a_message_it_is_answered_and_the_next_one_is_taken()
    {
        var ingest = _host.Gateway.Get<UplinkIngest>();
        Gen.Select(Message(), Gen.Int[0, 30]).Sample(
            (json, cut) =>
            {
                var bytes = Encoding.UTF8.GetBytes(json);
                var result = ingest.AcceptAsync(bytes.AsMemory(0, bytes.Length - (cut == 30 ? bytes.Length / 3 : 0))).GetAwaiter().GetResult();

                Assert.NotEqual(UplinkOutcome.Unavailable, result.Outcome);
                Assert.Equal(result.Outcome is UplinkOutcome.Refused or UplinkOutcome.Ignored, result.Problem.Length > 0);
                Assert.InRange(result.Problem.Length, 0, 600);
            },
            iter: 1500,
            threads: 1);

        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var store = _host.Gateway.Get<IReadingStore>();
        Assert.All(_host.Gateway.Get<INodeDirectory>().All(), device => Assert.All(store.Read(device.DeviceId, 0, long.MaxValue), sample => Assert.InRange(sample.TimeUnixMilliseconds, 1, now)));
        await ingest.ReadKeptAsync(_host.Gateway.Get<Database>(), TestContext.Current.CancellationToken);
        Assert.Contains("a84041ffff", await _host.Gateway.PageAsync("fremde"), StringComparison.Ordinal);
        Assert.Equal("Stored", await _host.TakeAsync(Uplinks.ChirpStack(eui: "a84041ffff0000ff")));
    }

    [Fact]
    public async Task A_batch_with_one_broken_item_loses_no_other()
    {
        byte[] batch =
        [
            .. "["u8, .. Encoding.UTF8.GetBytes(Uplinks.ChirpStack(counter: "\"fCnt\":1,", time: "2024-06-20T08:00:00Z")), .. ",{\"x\":\""u8, 0xFF, 0xFE, .. "\"},"u8,
            .. Encoding.UTF8.GetBytes(Uplinks.ChirpStack(counter: "\"fCnt\":2,", time: "2024-06-20T09:00:00Z")), .. "]"u8,
        ];

        Assert.Equal(UplinkOutcome.Stored, (await _host.Gateway.Get<UplinkIngest>().AcceptAsync(batch, TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal(2, _host.Samples().Count);
    }

    [Theory]
    [InlineData(30_000)] // deeper than any parser's patience
    [InlineData(500)]
    public async Task Depth_is_no_weapon(int depth)
    {
        var (status, _) = await _host.PostAsync(Uplinks.ChirpStack(fields: string.Concat(Enumerable.Repeat("[", depth)) + new string(']', depth)));

        Assert.Contains(status, new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest });
        Assert.Equal("Stored", await _host.TakeAsync(Uplinks.ChirpStack(counter: "\"fCnt\":9,")));
    }

    private static Gen<string> Message() =>
        Gen.Select(Gen.Bool, Parts(ChirpStack), Parts(Things), Gen.Int[0, 20], Gen.Int[0, Odd.Length - 1].Select(index => Odd[index])).Select((isThings, own, things, device, odd) =>
        {
            var eui = device < 18 ? string.Create(CultureInfo.InvariantCulture, $"\"a84041ffff0000{device:x2}\"") : odd;
            return isThings
                ? $$$"""{"end_device_ids":{"device_id":"lse01","application_ids":{"application_id":"soil"},"dev_eui":{{{eui}}}},"uplink_message":{ {{{things}}} } }"""
                : $$$"""{"deviceInfo":{"deviceProfileName":"LSE01","deviceName":"x","devEui":{{{eui}}}},{{{own}}} }""";
        });

    // Each part stays, is missing, or has something odd in its place.
    private static Gen<string> Parts((string Name, string Value)[] parts) =>
        Gen.Select(Gen.Int[0, 9].Array[parts.Length], Gen.Int[0, Odd.Length - 1].Select(index => Odd[index]).Array[parts.Length]).Select((choices, odd) =>
            string.Join(',', parts.Select((part, index) => choices[index] switch
            {
                0 => $"\"other{index}\":1",
                < 4 => $"\"{part.Name}\":{odd[index]}",
                _ => $"\"{part.Name}\":{part.Value}",
            })));
}
