using System.Globalization;
using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Lorawan.Devices;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Payloads shorter, longer and other than documented, and objects with anything for a number: never a value that was not measured.</summary>
public sealed class CutPayloadTests
{
    public static TheoryData<int> Fixed => [.. DeviceCatalogue.Profiles.Where(profile => profile.FixedLengths is not null && profile.Bytes.Count > 0).Select(profile => profile.LayoutId)];

    public static TheoryData<int> Tagged => [.. DeviceCatalogue.Profiles.Where(profile => profile is { FixedLengths: null, Review: null, Variant: null, TrailerBytes: 0, Bytes.Count: > 0 }).Select(profile => profile.LayoutId)];

    public static TheoryData<int> All => [.. DeviceCatalogue.Profiles.Select(profile => profile.LayoutId)];

    [Theory]
    [MemberData(nameof(Fixed))]
    public void A_payload_of_a_length_that_is_not_documented_is_kept_raw(int layout)
    {
        var profile = Profile(layout);
        Gen.Int[0, 300].SelectMany(length => Gen.Byte.Array[length]).Sample(
            data =>
            {
                profile.Begins.Take(data.Length).Select((value, index) => (value, index)).ToList().ForEach(pair => data[pair.index] = pair.value);
                var known = profile.Variant?.Invoke(data)?.FixedLengths ?? profile.FixedLengths!;
                if (!known.Contains(data.Length))
                    Assert.Null(PayloadDecoder.Decode(profile, data, profile.Port ?? 1));
            },
            iter: 3000);
    }

    [Theory]
    [MemberData(nameof(Tagged))]
    public void Cut_anywhere_a_tagged_payload_gives_whole_values_only(int layout)
    {
        var profile = Profile(layout);
        var tags = profile.Bytes.Select(field => field.Tag).Distinct().ToArray();
        Gen.Select(Gen.Shuffle(tags), Gen.Byte.Array[200], Gen.Int[0, 200]).Sample(
            (order, noise, cut) =>
            {
                var data = Payload(profile, order, noise);
                var whole = PayloadDecoder.Decode(profile, data, profile.Port ?? 1);
                var part = PayloadDecoder.Decode(profile, data[..Math.Min(cut, data.Length)], profile.Port ?? 1);
                for (var channel = 0; part is not null && channel < profile.Fields.Count; channel++)
                {
                    // Two tags may give one channel: then an earlier one may have said something else.
                    if (profile.Bytes.Count(field => field.Channel == channel) == 1 && part.Faults[channel] != (byte)ChannelFault.Missing)
                        Assert.Equal((whole!.Values[channel], whole.Faults[channel]), (part.Values[channel], part.Faults[channel]));
                }
            },
            iter: 2000);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Whatever_the_bytes_a_value_is_one_that_the_instrument_can_measure(int layout)
    {
        var profile = Profile(layout);
        var length = profile.FixedLengths is { } lengths ? AnyOf([.. lengths]) : Gen.Int[1, 60];
        length.SelectMany(count => Gen.OneOf(Gen.Byte, AnyOf<byte>(0, 0x7F, 0x80, 0xFF)).Array[count]).Sample(
            data =>
            {
                if (PayloadDecoder.Decode(profile, data, profile.Port ?? 1) is not { } values)
                    return;
                var fields = Profile(values.LayoutId).Fields;
                Assert.Equal(fields.Count, values.Values.Length);
                Assert.All(values.Values.Select((raw, channel) => (raw, channel)), value => Assert.True(values.Faults[value.channel] != 0 || fields[value.channel].CanBe(value.raw)));
                Assert.InRange(values.BatteryMillivolts, 0, ushort.MaxValue);
            },
            iter: 3000);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Whatever_stands_for_a_number_in_an_object_a_value_is_one_that_the_instrument_can_measure(int layout)
    {
        var profile = Profile(layout);
        string[] odd = ["1e308", "-1e308", "1e999", "-999", "65535", "327.67", "-0.0", "1e-320", "\"NaN\"", "\"Infinity\"", "\"\"", "\"12,5 %\"", "null", "true", "[]", "[12.5]", "[1,2]", "{}", "{\"numberValue\":12.5}", "\"0x10\""];
        AnyOf(odd).Array[profile.Fields.Count].Sample(
            numbers =>
            {
                var pairs = profile.Fields.Select((field, channel) => string.Create(CultureInfo.InvariantCulture, $"\"{field.Name}\":{numbers[channel]}"));
                var uplink = Uplinks.Read(Uplinks.ChirpStack(data: "", fields: $"{{{string.Join(',', pairs)},\"BatV\":{numbers[0]}}}", port: profile.Port ?? 2));
                if (ObjectDecoder.Decode(profile, uplink.Fields) is not { } values)
                    return;
                var fields = Profile(values.LayoutId).Fields;
                Assert.All(values.Values.Select((raw, channel) => (raw, channel)), value => Assert.True(values.Faults[value.channel] != 0 || fields[value.channel].CanBe(value.raw)));
            },
            iter: 500);
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static DeviceProfile Profile(int layout) =>
        DeviceCatalogue.Profiles.FirstOrDefault(profile => profile.LayoutId == layout) ?? (layout == DraginoLse01.RawMode.LayoutId ? DraginoLse01.RawMode : throw new InvalidOperationException($"No table {layout}."));

    private static byte[] Payload(DeviceProfile profile, int[] order, byte[] noise)
    {
        var data = new List<byte>(profile.Begins);
        foreach (var tag in order)
        {
            for (var index = profile.TagBytes - 1; index >= 0; index--)
                data.Add((byte)(tag >> (8 * index)));
            var length = profile.Bytes.Where(field => field.Tag == tag).Max(field => field.Offset + field.Type.Bytes() + field.BytesBehind);
            data.AddRange(noise.Skip(data.Count).Take(length));
        }

        return [.. data];
    }
}
