using System.Buffers.Binary;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>Decodes the bytes of a payload by the table of its device. Never throws, whatever the bytes.</summary>
internal static class PayloadDecoder
{
    // LoRaWAN allows 242 bytes; more is no LoRaWAN payload.
    private const int MaximumBytes = 256;

    /// <summary>Raw values; null where the bytes are not of the documented form. Port 0 = not told.</summary>
    public static DecodedValues? Decode(DeviceProfile profile, byte[] data, int port)
    {
        if (data.Length is 0 or > MaximumBytes || profile.Bytes.Count == 0 || !profile.IsMeasurementPort(port)
            || !data.AsSpan().StartsWith([.. profile.Begins]))
            return null;
        if (profile.Variant?.Invoke(data) is { } variant)
            return Decode(variant, data, port);

        var values = new DecodedValues(profile);
        if (profile.FixedLengths is { } lengths)
        {
            if (!lengths.Contains(data.Length) || !profile.Accepts(data))
                return null;
            foreach (var field in profile.Bytes)
                Put(values, field, field.Type.Read(data.AsSpan(field.Offset)));
        }
        else
        {
            ReadTagged(profile, data, values);
        }

        profile.Review?.Invoke(data, values);
        return values.HasAny || values.History.Count > 0 ? values : null;
    }

    private static void ReadTagged(DeviceProfile profile, byte[] data, DecodedValues values)
    {
        var end = data.Length - profile.TrailerBytes;
        for (var position = 0; position + profile.TagBytes < end;)
        {
            var tag = 0;
            for (var index = 0; index < profile.TagBytes; index++)
                tag = (tag << 8) | data[position++];
            var fields = profile.Bytes.Where(candidate => candidate.Tag == tag).ToList();
            var history = profile.History?.Tag == tag ? profile.History : null;
            var length = fields.Count > 0 ? fields.Max(field => field.Offset + field.Type.Bytes() + field.BytesBehind) : history?.Bytes ?? profile.OtherTags.GetValueOrDefault(tag, profile.OtherTagBytes);

            // An unknown tag has an unknown length: what follows cannot be read.
            if (length == 0 || position + length > end)
                return;
            foreach (var field in fields)
                Put(values, field, field.Type.Read(data.AsSpan(position + field.Offset)));
            if (history is not null)
                values.History.Add(Record(profile, history, data.AsSpan(position, length)));
            position += length;
        }
    }

    private static DeviceRecord Record(DeviceProfile profile, HistoryLayout history, ReadOnlySpan<byte> data)
    {
        var values = new DecodedValues(profile);
        foreach (var field in history.Fields)
            Put(values, field, field.Type.Read(data[field.Offset..]));
        return new(BinaryPrimitives.ReadUInt32LittleEndian(data), values);
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

        var masked = number & field.Mask;
        var raw = Math.Round(field.Curve is { } curve ? curve(masked) : (double)masked * field.Multiplier / field.Divisor);
        if (field.Channel == ByteField.Battery)
            values.BatteryMillivolts = (int)Math.Clamp(raw, 0, ushort.MaxValue);
        else if (raw is >= int.MinValue and <= int.MaxValue)
            values.Set(field.Channel, (int)raw);
        else
            values.Fail(field.Channel, ChannelFault.OutOfRange);
    }
}
