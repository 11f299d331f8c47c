namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>Decodes the bytes of a payload by the table of its device. Never throws, whatever the bytes.</summary>
internal static class PayloadDecoder
{
    // LoRaWAN allows 242 bytes; more is no LoRaWAN payload.
    private const int MaximumBytes = 256;

    /// <summary>Raw values; null where the bytes are not of the documented form.</summary>
    public static DecodedValues? Decode(DeviceProfile profile, byte[] data, int port)
    {
        if (data.Length is 0 or > MaximumBytes || profile.Bytes.Count == 0 || (profile.Port is { } expected && port != expected)
            || !data.AsSpan().StartsWith([.. profile.Begins]))
            return null;
        if (profile.Variant?.Invoke(data) is { } variant)
            return Decode(variant, data, port);

        var values = new DecodedValues(profile);
        if (profile.FixedLengths is { } lengths)
        {
            if (!lengths.Contains(data.Length))
                return null;
            foreach (var field in profile.Bytes)
                Put(values, field, field.Type.Read(data.AsSpan(field.Offset)));
        }
        else
        {
            ReadTagged(profile, data, values);
        }

        profile.Review?.Invoke(data, values);
        return values.HasAny ? values : null;
    }

    private static void ReadTagged(DeviceProfile profile, byte[] data, DecodedValues values)
    {
        for (var position = 0; position + 2 < data.Length;)
        {
            var tag = (data[position] << 8) | data[position + 1];
            var field = profile.Bytes.FirstOrDefault(candidate => candidate.Tag == tag);
            var length = field?.Type.Bytes() ?? profile.OtherTags.GetValueOrDefault(tag);
            position += 2;

            // An unknown tag has an unknown length: what follows cannot be read.
            if (length == 0 || position + length > data.Length)
                return;
            if (field is not null)
                Put(values, field, field.Type.Read(data.AsSpan(position)));
            position += length;
        }
    }

    private static void Put(DecodedValues values, ByteField field, int number)
    {
        foreach (var sentinel in field.Sentinels)
        {
            if (sentinel.Number != number)
                continue;
            if (field.Channel != ByteField.Battery)
                values.Fail(field.Channel, sentinel.Fault);
            return;
        }

        var raw = (number & field.Mask) * field.Multiplier;
        if (field.Channel == ByteField.Battery)
            values.BatteryMillivolts = raw;
        else
            values.Set(field.Channel, raw);
    }
}
