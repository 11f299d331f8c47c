using System.Text;
using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Messages of a ChirpStack v3 that somebody still runs: another form, the same readings.</summary>
public class OlderChirpStackTests
{
    private const string Ids = "\"devEUI\":\"qEBB//8AAAE=\",\"devAddr\":\"Aazexg==\"";
    private const string Receptions = """[{"gatewayID":"qEBB//8fS3A=","time":"2024-06-20T08:48:38.863512Z","timeSinceGPSEpoch":null,"rssi":-127,"loRaSNR":-12.8},{"gatewayID":"/MI9//4upkE=","time":null,"rssi":-116}]""";

    [Theory]
    [InlineData(Ids)] // bytes as base64
    [InlineData("\"devEUI\":\"a84041ffff000001\",\"devAddr\":\"01acdec6\"")] // marshaler json_v3
    public void An_uplink_is_read_whole(string ids)
    {
        var uplink = Uplinks.Read(Message(ids));

        Assert.Equal(("a84041ffff000001", "Knoten am Tor", 0x01acdec6u, 110u, 2), (uplink.Eui, uplink.DeviceName, uplink.Session, uplink.Counter, uplink.Port));
        Assert.Equal((1718873318863, -116.0, 11), (uplink.TimeUnixMilliseconds, uplink.RssiDbm, uplink.Data.Length));
        Assert.Equal("13.74 13.25 35 Missing", Decoding.Told(DeviceCatalogue.Decode(DeviceCatalogue.Match(uplink, "")!, uplink)));
    }

    [Theory]
    [InlineData("""[{"timeSinceGPSEpoch":"1402908536.863s","rssi":-90}]""", 1718873318863)]
    [InlineData("""[{"time":null,"rssi":-90}]""", 1718873319000)] // a radio gateway without a time: the server's
    [InlineData("[]", 1718873319000)]
    public void Without_a_gateways_time_it_has_the_servers(string receptions, long expected) =>
        Assert.Equal(expected, Uplinks.Read(Message(Ids, receptions)).TimeUnixMilliseconds);

    [Theory]
    [InlineData("""{"water_SOIL":"12.5","temp_SOIL":"4.25","conduct_SOIL":35}""", "12.5 4.25 35 Missing")]
    [InlineData("""{"water_SOIL":""", "raw")] // broken: kept, not refused
    [InlineData("", "raw")]
    public void Its_object_is_a_text(string json, string told)
    {
        var uplink = Uplinks.Read(Message(Ids, data: "", text: json));

        Assert.Equal(told, Decoding.Told(DeviceCatalogue.Decode(DraginoLse01.Normal, uplink)));
    }

    [Theory]
    [InlineData("join", """ "rxInfo":[],"dr":0,"txInfo":{"frequency":868100000} """)]
    [InlineData("status", """ "margin":10,"externalPowerSource":false,"batteryLevel":99.6,"batteryLevelUnavailable":false """)]
    [InlineData("ack", """ "rxInfo":[],"acknowledged":true,"fCnt":12 """)]
    [InlineData("txack", """ "fCnt":12,"gatewayID":"qEBB//8fS3A=","txInfo":{"frequency":868100000} """)]
    [InlineData("error", """ "type":"UPLINK_CODEC","error":"ReferenceError","fCnt":12 """)]
    [InlineData("location", """ "location":{"latitude":50.9,"longitude":11.6} """)]
    [InlineData("integration", """ "integrationName":"loracloud","integrationEvent":"x","objectJSON":"{}" """)]
    public void Its_other_events_are_no_uplinks(string kind, string properties)
    {
        var json = $$"""{"applicationID":"1","deviceName":"x",{{Ids}},{{properties}}}""";

        Assert.False(UplinkMessage.TryRead(Encoding.UTF8.GetBytes(json), out _, out var problem));
        Assert.Equal($"Kein Uplink: {kind}", problem);
    }

    /// <summary>An uplink of ChirpStack v3; parts are JSON as they stand.</summary>
    internal static string Message(string ids = Ids, string receptions = Receptions, string data = "DOUAAAVeBS0AIxA=", string text = """{"water_SOIL":"13.74"}""") => $$"""
        {"applicationID":"1","applicationName":"Boden","deviceName":"Knoten am Tor",{{ids}},"deviceProfileName":"Boden","deviceProfileID":"{{Uplinks.Lse01Profile}}",
        "rxInfo":{{receptions}},"txInfo":{"frequency":867100000,"dr":0},"adr":true,"dr":0,"fCnt":110,"fPort":2,"data":"{{data}}",
        "objectJSON":{{System.Text.Json.JsonSerializer.Serialize(text)}},"tags":{},"confirmedUplink":true,"publishedAt":"2024-06-20T08:48:39Z"}
        """;
}
