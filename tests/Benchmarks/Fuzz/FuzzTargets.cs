using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Every parser that faces the network.</summary>
internal static class FuzzTargets
{
    private const uint NodeId = 42;
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(index => (byte)index)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("frames", [Frame(1), Frame(24), Frame(0)], DecodeFrame),
        new("frames with a right MAC", [.. new[] { Frame(1), Frame(24), Frame(0) }.Select(WithoutMac)], body => DecodeFrame(WithMac(body, 0x55))),
        new("settings with a right MAC", [WithoutMac(new NodeSettings { Version = 7, GatewayHost = "192.168.1.10" }.Write(NodeId, Key))], body => NodeSettings.Parse(WithMac(body, 0x53), NodeId, Key, 3, new NodeSettings())),
        new("time with a right MAC", [WithoutMac(new TimeMessage { UnixSeconds = 1_790_000_000, Boot = 3, SampleCounter = 9 }.Write(NodeId, Key))], body => TimeMessage.Parse(WithMac(body, 0x54), NodeId, Key)),
        new("probe layouts", [Layout()], data => ProbeLayout.Parse(data, 0, data.Length)),
        new("uplink messages", [.. UplinkSeeds.All.Select(Encoding.UTF8.GetBytes)], ReadUplink),
        new("payloads of foreign devices", [.. UplinkSeeds.Payloads.Select(Convert.FromHexString)], DecodePayloads),
    ];

    private static readonly DecodedFrame Decoded = new();

    private static void DecodeFrame(byte[] frame)
    {
        using var verifier = new FrameVerifier(Key);
        FrameDecoder.Decode(frame, NodeId, verifier, Decoded);
        if (FrameDecoder.Decode(frame, Decoded) == FrameError.None && (Decoded.SampleCount > 63 || Decoded.ChannelCount > 8))
            throw new InvalidOperationException("More samples or channels than a frame can hold.");
    }

    private static void ReadUplink(byte[] json)
    {
        if (!UplinkMessage.TryRead(json, out var uplink, out var problem))
        {
            if (problem.Length == 0)
                throw new InvalidOperationException("Refused without a reason.");
            return;
        }

        if (DeviceCatalogue.Match(uplink, "") is { } profile)
            DeviceCatalogue.Decode(profile, uplink);
    }

    private static void DecodePayloads(byte[] data)
    {
        foreach (var profile in DeviceCatalogue.Profiles)
            PayloadDecoder.Decode(profile, data, profile.Port ?? 1);
    }

    private static byte[] Frame(int samples)
    {
        var content = new FrameContent
        {
            NodeId = NodeId,
            CarriesNodeId = true,
            LayoutId = 1,
            Boot = 3,
            FirstSample = 100,
            LastSeconds = 90_000,
            BatteryMillivolts = 3900,
            ChannelCount = 6,
            SampleCount = samples,
            Seconds = [.. Enumerable.Range(0, samples).Select(index => 90_000u + (uint)(index * 900))],
            Values = [.. Enumerable.Range(0, samples * 6).Select(index => 2000 + (index % 7))],
            Faults = [.. Enumerable.Range(0, samples * 6).Select(index => (byte)(index % 23 == 5 ? 2 : 0))],
            Health = new HealthReport { Mask = 0xFFF },
        };
        var output = new byte[FrameEncoder.MaximumFrameBytes];
        return output[..FrameEncoder.Encode(content, Key, output)];
    }

    private static byte[] Layout() => new ProbeLayout
    {
        Id = 1,
        PowerPin = 25,
        Channels = [new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = 30, Wiring = [0] }, new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = 30, Wiring = [1, 2, 3, 4, 5, 6, 7, 8] }],
    }.Write();

    private static byte[] WithoutMac(byte[] message) => message[..^MessageMac.Bytes];

    private static byte[] WithMac(byte[] body, byte label) => [.. body, .. MessageMac.Compute(label, NodeId, Key, body, body.Length)];
}
