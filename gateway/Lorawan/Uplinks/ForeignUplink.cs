namespace Jena.SensorNode.Gateway.Lorawan.Uplinks;

/// <summary>One uplink of a LoRaWAN network server, in the terms of this gateway.</summary>
internal sealed record ForeignUplink
{
    /// <summary>Device EUI: 16 lower-case hex digits.</summary>
    public required string Eui { get; init; }

    /// <summary>Name of the device at the server; empty if it has none.</summary>
    public string DeviceName { get; init; } = "";

    /// <summary>Id of the device profile at the server; empty if there is none.</summary>
    public string ProfileId { get; init; } = "";

    /// <summary>Names that may tell the kind of device, the most telling first.</summary>
    public IReadOnlyList<string> TypeNames { get; init; } = [];

    /// <summary>Which activation of the device counts: its network address, or a number made of the server's session id.</summary>
    public uint Session { get; init; }

    /// <summary>Frame counter of the session.</summary>
    public uint Counter { get; init; }

    /// <summary>The server's own id of the uplink, the same in every delivery; empty if it gives none.</summary>
    public string DeliveryId { get; init; } = "";

    /// <summary>
    /// What is the same in every delivery of this uplink and in no other of its counter: the time that the server states, for a
    /// server may use its id twice; without one the server's id; without that the message itself.
    /// </summary>
    public string DeliveryKey { get; init; } = "";

    /// <summary>LoRaWAN port of the application, 1 to 223; 0 = the message does not tell it.</summary>
    public int Port { get; init; }

    /// <summary>Payload of the device.</summary>
    public byte[] Data { get; init; } = [];

    /// <summary>True where the server has no key of the payload: it is as the device encrypted it, and whatever is read from it is noise.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>What the server's decoder made of it.</summary>
    public ObjectFields Fields { get; init; } = ObjectFields.None;

    /// <summary>When the radio received it, by the server: Unix milliseconds; null when it does not say.</summary>
    public long? TimeUnixMilliseconds { get; init; }

    /// <summary>± of <see cref="TimeUnixMilliseconds"/>, ms.</summary>
    public int TimeUncertaintyMilliseconds { get; init; } = 5_000;

    /// <summary>Strength at the best radio gateway, dBm; null when not told.</summary>
    public double? RssiDbm { get; init; }
}
