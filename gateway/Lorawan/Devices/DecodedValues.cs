using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>Raw values of one uplink, as they go into a sample.</summary>
internal sealed class DecodedValues
{
    /// <summary>All channels missing, no battery.</summary>
    public DecodedValues(DeviceProfile profile)
    {
        LayoutId = profile.LayoutId;
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

    /// <summary>Sets a value.</summary>
    public void Set(int channel, int raw) => Put(channel, raw, ChannelFault.None);

    /// <summary>Sets a fault.</summary>
    public void Fail(int channel, ChannelFault fault) => Put(channel, 0, fault);

    private void Put(int channel, int raw, ChannelFault fault)
    {
        (Values[channel], Faults[channel], HasAny) = (raw, (byte)fault, true);
    }
}
