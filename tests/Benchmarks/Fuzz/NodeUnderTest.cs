using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>The node that the inputs are meant for.</summary>
internal static class NodeUnderTest
{
    /// <summary>Its id.</summary>
    public const uint Id = 42;

    /// <summary>Its key.</summary>
    public static byte[] Key { get; } = [.. Enumerable.Range(1, MessageMac.KeyBytes).Select(index => (byte)index)];

    /// <summary>Its probes.</summary>
    public static ProbeLayout Layout => new()
    {
        Id = 1,
        PowerPin = 25,
        Channels =
        [
            new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = 30, Wiring = [0] },
            new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = 30, Wiring = [1, 2, 3, 4, 5, 6, 7, 8] },
            new ProbeChannel { Kind = ChannelKind.AirTemperature, DepthCentimeters = ProbeChannel.InAir, Wiring = [1, 68] },
        ],
    };

    /// <summary>A message without its MAC, to be damaged.</summary>
    public static byte[] WithoutMac(byte[] message) => message[..^MessageMac.Bytes];

    /// <summary>A message with the MAC that its content must have.</summary>
    public static byte[] WithMac(byte[] body, byte label) => [.. body, .. MessageMac.Compute(label, Id, Key, body, body.Length)];
}
