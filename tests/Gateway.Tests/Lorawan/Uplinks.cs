using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Messages as the tests of this folder need them; the values are made up in the form of real ones.</summary>
internal static class Uplinks
{
    public const string Lse01Profile = "37cf9cbd-e7e1-4269-8c22-b46bb5261a2a";

    /// <summary>A ChirpStack message; parts are JSON as they stand.</summary>
    public static string ChirpStack(
        string eui = "a84041ffff000001", string profileId = Lse01Profile, string counter = "\"fCnt\":110,", int port = 2, string data = "DOUAAAVeBS0AIxA=",
        string fields = "{}", string time = "2024-06-20T08:48:38.863512+00:00", string deliveryId = "9ffbc7be-916a-4597-9d64-0713a3d5e030", string profileName = "Boden", string session = "01acdec6") =>
        $$"""
        {"deduplicationId":"{{deliveryId}}","time":"{{time}}","deviceInfo":{"deviceProfileId":"{{profileId}}","deviceProfileName":"{{profileName}}",
        "deviceName":"Knoten am Tor","devEui":"{{eui}}","tags":{} },"devAddr":"{{session}}",{{counter}}"fPort":{{port}},"data":"{{data}}","object":{{fields}},
        "rxInfo":[{"gatewayId":"a84041ffff1f4b70","rssi":-127,"snr":-12.8},{"gatewayId":"fcc23dfffe2ea641","rssi":-116}]}
        """;

    /// <summary>A message of The Things Stack.</summary>
    public static string TheThingsStack(string eui = "A84041FFFF000002", string counter = "\"f_cnt\":7,", string data = "DOUAAAVeBS0AIxA=") =>
        $$"""
        {"end_device_ids":{"device_id":"lse01-park","application_ids":{"application_id":"soil"},"dev_eui":"{{eui}}","dev_addr":"260B1234"},
        "received_at":"2024-06-20T08:48:39.2Z","uplink_message":{"session_key_id":"AZBw9x==","f_port":2,{{counter}}"frm_payload":"{{data}}",
        "rx_metadata":[{"rssi":-101,"received_at":"2024-06-20T08:48:38.9Z"}],"received_at":"2024-06-20T08:48:38.95Z"} }
        """;

    /// <summary>A message of ChirpStack that carries a frame of this project with one sample.</summary>
    public static string OwnFrame(uint nodeId, byte[] key, uint sample = 1, uint seconds = 900, string time = "2024-06-20T08:48:38.863512+00:00")
    {
        var content = new FrameContent
        {
            NodeId = nodeId,
            CarriesNodeId = true,
            LayoutId = 1,
            Boot = 1,
            FirstSample = sample,
            BatteryMillivolts = 3900,
            ChannelCount = 2,
            SampleCount = 1,
            Seconds = [seconds],
            Values = [2500, 288],
            Faults = [0, 0],
        };
        var frame = new byte[FrameEncoder.MaximumFrameBytes];
        var length = FrameEncoder.Encode(content, key, frame);
        return ChirpStack(
            eui: "a84041ffff0000aa", profileId: "", counter: $"\"fCnt\":{sample},", port: UplinkIngest.OwnFramePort, data: Convert.ToBase64String(frame, 0, length), time: time, deliveryId: $"own-{sample}");
    }

    public static ForeignUplink Read(string json) =>
        UplinkMessage.TryRead(Encoding.UTF8.GetBytes(json), out var uplink, out var problem) ? uplink : throw new InvalidOperationException(problem);
}
