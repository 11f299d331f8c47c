namespace Jena.SensorNode.Gateway.Readings.Packing;

/// <summary>Reads what <see cref="SamplePacker"/> packed.</summary>
internal static class SampleUnpacker
{
    /// <summary>Bit of the channel count: fault codes follow.</summary>
    public const int FaultsFollow = 0x80;

    /// <summary>Unpacks samples.</summary>
    /// <param name="deviceId">Their device.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="sequenceBefore">As the packer was told.</param>
    /// <param name="areProvisional">Their times are not final.</param>
    /// <exception cref="InvalidDataException">The data are damaged or of a newer format.</exception>
    public static List<Sample> Unpack(int deviceId, ReadOnlySpan<byte> data, long sequenceBefore = 0, bool areProvisional = false)
    {
        var reader = new VarintReader(data);
        var samples = new List<Sample>();
        var before = Before(deviceId, sequenceBefore, areProvisional);
        long step = 0;
        while (!reader.AtEnd)
        {
            before = Next(ref reader, before, ref step);
            samples.Add(before);
        }

        return samples;
    }

    private static Sample Next(ref VarintReader reader, Sample before, ref long step)
    {
        var fields = (PackedField)(reader.Byte() | (reader.Byte() << 8));
        if ((fields & PackedField.Unknown) != 0)
            throw new InvalidDataException("Stored samples are damaged or of a newer format.");
        var sequence = before.Sequence + 1 + Signed(ref reader, fields, PackedField.Sequence);
        var boot = before.Identity.Boot + Signed(ref reader, fields, PackedField.Boot);
        var incarnation = before.Identity.Incarnation + Signed(ref reader, fields, PackedField.Incarnation);
        var counter = before.Identity.Counter + 1 + Signed(ref reader, fields, PackedField.Counter);
        var layout = before.LayoutId + Signed(ref reader, fields, PackedField.Layout);
        step += Signed(ref reader, fields, PackedField.NodeSeconds);
        var time = before.TimeUnixMilliseconds + (1000 * step) + Signed(ref reader, fields, PackedField.Time);
        var uncertainty = before.UncertaintyMilliseconds + Signed(ref reader, fields, PackedField.Uncertainty);
        var received = fields.HasFlag(PackedField.Received) ? time + reader.Signed() : before.ReceivedUnixMilliseconds;
        var battery = before.BatteryMillivolts + Signed(ref reader, fields, PackedField.Battery);
        uint? age = fields.HasFlag(PackedField.Age) ? (uint)reader.Unsigned() : null;
        int? bound = fields.HasFlag(PackedField.DelayBound) ? (int)reader.Signed() : null;
        var faults = fields.HasFlag(PackedField.Channels) ? Faults(ref reader) : before.Faults;
        var values = new int[faults.Length];
        for (var channel = 0; channel < values.Length; channel++)
            values[channel] = (int)(reader.Signed() + (channel < before.Values.Length ? before.Values[channel] : 0));
        return before with
        {
            Sequence = sequence,
            Identity = new SampleIdentity(before.Identity.DeviceId, (uint)boot, (int)incarnation, (uint)counter),
            LayoutId = (int)layout,
            NodeSeconds = (uint)(before.NodeSeconds + step),
            TimeUnixMilliseconds = time,
            UncertaintyMilliseconds = (int)uncertainty,
            ReceivedUnixMilliseconds = received,
            BatteryMillivolts = (int)battery,
            AgeSeconds = age,
            DelayBoundMilliseconds = bound,
            Values = values,
            Faults = faults,
        };
    }

    private static long Signed(ref VarintReader reader, PackedField fields, PackedField field) => (fields & field) != 0 ? reader.Signed() : 0;

    private static byte[] Faults(ref VarintReader reader)
    {
        var head = reader.Byte();
        var faults = new byte[head & ~FaultsFollow];
        for (var channel = 0; (head & FaultsFollow) != 0 && channel < faults.Length; channel++)
            faults[channel] = reader.Byte();
        return faults;
    }

    private static Sample Before(int deviceId, long sequence, bool areProvisional) => new()
    {
        Sequence = sequence,
        Identity = new SampleIdentity(deviceId, 0, 0, 0),
        LayoutId = 0,
        NodeSeconds = 0,
        TimeUnixMilliseconds = 0,
        UncertaintyMilliseconds = 0,
        TimeIsProvisional = areProvisional,
        ReceivedUnixMilliseconds = 0,
        BatteryMillivolts = 0,
        Values = [],
        Faults = [],
    };
}
