using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>Takes values from the object that the network server's own decoder made, where the bytes say nothing to us.</summary>
internal static class ObjectDecoder
{
    // No device of these tables has more; "battery" may also be per cent.
    private const double HighestVolts = 8;

    /// <summary>Raw values; null where no field of the device is in the object.</summary>
    public static DecodedValues? Decode(DeviceProfile profile, ObjectFields fields)
    {
        if (profile.ObjectVariant?.Invoke(fields) is { } variant)
            return Decode(variant, fields);

        var values = new DecodedValues(profile);
        for (var channel = 0; channel < profile.Fields.Count; channel++)
            Put(values, channel, profile.Fields[channel], fields);
        if (profile.BatteryNames.Select(fields.Number).FirstOrDefault(volts => volts is > 0 and <= HighestVolts) is { } battery)
            values.BatteryMillivolts = (int)Math.Round(battery * 1000);

        return values.HasAny ? values : null;
    }

    private static void Put(DecodedValues values, int channel, DeviceField field, ObjectFields fields)
    {
        foreach (var name in (string[])[field.Name, .. field.Aliases])
        {
            if (!fields.Has(name))
                continue;
            if (fields.Number(name) is not { } number)
            {
                // The field is there and holds no number (null, NaN, text): the device answered, the probe did not.
                values.Fail(channel, ChannelFault.Missing);
                continue;
            }

            foreach (var sentinel in field.ObjectSentinels)
            {
                if (sentinel.Number != number)
                    continue;
                values.Fail(channel, sentinel.Fault);
                return;
            }

            var value = (field.ObjectIsSuction ? -Math.Abs(number) : number) * field.ValuePerObjectNumber;
            var raw = Math.Round((value - field.ValueAtZero) / field.ValuePerRaw);
            if (raw is >= int.MinValue and <= int.MaxValue)
                values.Set(channel, (int)raw);
            else
                values.Fail(channel, ChannelFault.OutOfRange);
            return;
        }
    }
}
