using Jena.SensorNode.Gateway.Lorawan.Uplinks;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>A kind of foreign device: how to know it, and the table of its payload.</summary>
internal sealed record DeviceProfile
{
    /// <summary>
    /// Number of the table. It is stored with every sample and never given to another table: a new layout of channels gets a
    /// new number, and only behind the last channel may another one be added.
    /// </summary>
    public required int LayoutId { get; init; }

    /// <summary>Maker and model.</summary>
    public required string Name { get; init; }

    /// <summary>Channels in order; at most 8.</summary>
    public required IReadOnlyList<DeviceField> Fields { get; init; }

    /// <summary>Ids of device profiles at the city's network server.</summary>
    public IReadOnlyList<string> ProfileIds { get; init; } = [];

    /// <summary>Parts of profile, model or type names that tell the device, in lower-case letters and digits.</summary>
    public IReadOnlyList<string> NameParts { get; init; } = [];

    /// <summary>Where the values lie in the bytes; empty where the maker does not document them.</summary>
    public IReadOnlyList<ByteField> Bytes { get; init; } = [];

    /// <summary>Lengths of a payload of fixed form; null for tagged values.</summary>
    public IReadOnlyList<int>? FixedLengths { get; init; }

    /// <summary>FPort of measurements; null = any.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// True where the maker's decoder reads any bytes on any port and fills up with zeros: its object then stands for itself
    /// only where the message has no bytes and comes on the port of measurements.
    /// </summary>
    public bool DistrustsObject { get; init; }

    /// <summary>Bytes of the tag in front of a tagged value.</summary>
    public int TagBytes { get; init; } = 2;

    /// <summary>Bytes behind the last tagged value, a checksum for instance.</summary>
    public int TrailerBytes { get; init; }

    /// <summary>Tag of a kept measurement: its time as u32 low byte first, then its fields; null where there are none.</summary>
    public HistoryLayout? History { get; init; }

    /// <summary>First bytes that a payload must have.</summary>
    public IReadOnlyList<byte> Begins { get; init; } = [];

    /// <summary>What else payloads of fixed form must say of themselves; another table may have the same length.</summary>
    public Func<byte[], bool> Accepts { get; init; } = static _ => true;

    /// <summary>Lengths of tagged values that are no channel, so that they can be skipped.</summary>
    public IReadOnlyDictionary<int, int> OtherTags { get; init; } = new Dictionary<int, int>();

    /// <summary>Bytes behind a tag that is not known, where all have the same length; 0 = what follows it cannot be read.</summary>
    public int OtherTagBytes { get; init; }

    /// <summary>Last look at the bytes: may turn values into faults that no single number shows.</summary>
    public Action<byte[], DecodedValues>? Review { get; init; }

    /// <summary>Bytes that belong to another table of the same device.</summary>
    public Func<byte[], DeviceProfile?>? Variant { get; init; }

    /// <summary>An object that belongs to another table of the same device.</summary>
    public Func<ObjectFields, DeviceProfile?>? ObjectVariant { get; init; }

    /// <summary>True if measurements may come on a port; 0 = the message does not tell it.</summary>
    public bool IsMeasurementPort(int port) => port == 0 || Port is not { } expected || port == expected;

    /// <summary>Names of the battery voltage in V in the object.</summary>
    public IReadOnlyList<string> BatteryNames { get; init; } = ["battery_voltage", "batv", "battery_v"];
}

/// <summary>Where kept measurements lie in a payload of tagged values.</summary>
/// <param name="Tag">Their tag.</param>
/// <param name="Bytes">Bytes of one, its time included.</param>
/// <param name="Fields">Its fields, with offsets from its time on.</param>
internal sealed record HistoryLayout(int Tag, int Bytes, IReadOnlyList<ByteField> Fields);
