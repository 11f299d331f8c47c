using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>Raw values of one uplink, as they go into a sample.</summary>
internal sealed class DecodedValues
{
    private readonly IReadOnlyList<DeviceField> _fields;

    /// <summary>All channels missing, no battery.</summary>
    public DecodedValues(DeviceProfile profile)
    {
        LayoutId = profile.LayoutId;
        _fields = profile.Fields;
        Values = new int[profile.Fields.Count];
        Faults = new byte[profile.Fields.Count];
        Array.Fill(Faults, (byte)ChannelFault.Missing);
    }

    /// <summary>Table that the channels belong to.</summary>
    public int LayoutId { get; }

    /// <summary>Raw value of each channel; 0 where there is a fault.</summary>
    public int[] Values { get; }

    /// <summary>Fault of each channel.</summary>
    public byte[] Faults { get; }

    /// <summary>Battery in mV; 0 = not reported.</summary>
    public int BatteryMillivolts { get; set; }

    /// <summary>True once any channel has a value or a fault that the device itself reported.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Records that the device kept from before, with their own times; empty for most.</summary>
    public IList<DeviceRecord> History { get; } = [];

    /// <summary>Sets a value; one that the instrument cannot measure is a fault.</summary>
    public void Set(int channel, int raw)
    {
        if (_fields[channel].CanBe(raw))
            Put(channel, raw, ChannelFault.None);
        else
            Fail(channel, ChannelFault.OutOfRange);
    }

    /// <summary>Sets a fault.</summary>
    public void Fail(int channel, ChannelFault fault) => Put(channel, 0, fault);

    private void Put(int channel, int raw, ChannelFault fault)
    {
        (Values[channel], Faults[channel], HasAny) = (raw, (byte)fault, true);
    }
}

/// <summary>A measurement that a device kept and sends later.</summary>
/// <param name="UnixSeconds">When it was taken, by the device's own clock.</param>
/// <param name="Values">Its values.</param>
internal sealed record DeviceRecord(uint UnixSeconds, DecodedValues Values);
