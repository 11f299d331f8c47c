using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Lorawan.Devices;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

public class PayloadDecoderTests
{
    public static TheoryData<int> Layouts() => [.. DeviceCatalogue.Profiles.Select(profile => profile.LayoutId)];

    [Fact]
    public void The_citys_TEROS_21_message()
    {
        var values = Decode(SolidosTeros21.Profile, "7700CE00223700D7002CC064", 8);

        Assert.Equal(3570, values.BatteryMillivolts);
        AssertValues([-875.9, -1145.6, 20.6, 21.5], values);
    }

    [Fact]
    public void TEROS_21_in_frost_and_in_the_driest_soil() =>
        AssertValues([-100_000, -9, -12.3, -0.1], Decode(SolidosTeros21.Profile, "77FF850F4240FFFF00005A64", 8));

    [Fact]
    public void Milesight_values_and_sentinels()
    {
        AssertValues([23.45, 21.9, 240, 92], Decode(MilesightSmtc.Profile, "01755C0367DB0004CA2909057FF000", 85));
        AssertValues([27.5, -2.5], Decode(MilesightSmtc.Profile, "0367E7FF046837", 85), 2);

        var failed = Decode(MilesightSmtc.Profile, "0367FFFF04CAFDFF057FFFFF", 85);
        Assert.Equal([(byte)ChannelFault.OutOfRange, (byte)ChannelFault.Missing, (byte)ChannelFault.Missing, (byte)ChannelFault.Missing], failed.Faults);
    }

    [Fact]
    public void Milesight_stops_at_a_tag_of_unknown_length_and_keeps_what_it_read()
    {
        var values = Decode(MilesightSmtc.Profile, "01755C55AA0367DB00", 85);

        Assert.Equal([1, 1, 1, 0], values.Faults);
        Assert.Equal(92, values.Values[3]);
    }

    [Fact]
    public void Decentlab_TRS12_example_of_the_data_sheet()
    {
        // 02 10d3 0003 46be 813d 0000 0c60: 0.006 m³/m³, 31.7 °C, 0 µS/cm, 3.168 V
        var values = Decode(Decentlab.Trs12, "0210d3000346be813d00000c60", 1);

        Assert.Equal(3168, values.BatteryMillivolts);
        AssertValues([0.6, 31.7, 0], values, tolerance: 0.1);
        AssertValues([0.6, 31.7, 0], Decode(Decentlab.Trs12, "0210d3000146be813d0000", 1), tolerance: 0.1);
        AssertValues([0.6, -2.3, 0], Decode(Decentlab.Trs12, "0210d3000146be7fe90000", 1), tolerance: 0.1);
    }

    [Theory]
    [InlineData("0CE50000055E052D00")] // cut
    [InlineData("0CE50000055E052D00231000")] // longer
    [InlineData("")]
    public void A_payload_of_another_form_is_not_guessed_at(string hex) =>
        Assert.Null(PayloadDecoder.Decode(DraginoLse01.Normal, Convert.FromHexString(hex), 2));

    [Fact]
    public void A_payload_on_another_port_is_not_guessed_at() =>
        Assert.Null(PayloadDecoder.Decode(DraginoLse01.Normal, Convert.FromHexString("0CE50000055E052D002310"), 5));

    [Theory]
    [MemberData(nameof(Layouts))]
    public void No_bytes_make_a_decoder_throw_or_give_a_value_beside_a_fault(int layout)
    {
        var profile = DeviceCatalogue.Profiles.Single(candidate => candidate.LayoutId == layout);
        var length = profile.FixedLengths is { Count: > 0 } lengths ? Gen.OneOf(Gen.Int[0, 40], Gen.Const(lengths[0])) : Gen.Int[0, 40];
        var data = length.SelectMany(count => Gen.Byte.Array[count]);
        Gen.Select(data, Gen.Int[0, 255]).Sample((bytes, port) =>
        {
            if (PayloadDecoder.Decode(profile, bytes, profile.Port ?? port) is not { } values)
                return;
            Assert.Equal(values.Values.Length, values.Faults.Length);
            Assert.All(values.Values.Zip(values.Faults), pair => Assert.True(pair.Second == 0 || pair.First == 0));
        }, iter: 20_000);
    }

    [Fact]
    public void Tables_are_sound()
    {
        Assert.Equal(DeviceCatalogue.Profiles.Count, DeviceCatalogue.Profiles.Select(profile => profile.LayoutId).Distinct().Count());
        Assert.All(DeviceCatalogue.Profiles, profile =>
        {
            Assert.InRange(profile.Fields.Count, 1, 8);
            Assert.All(profile.Bytes, field => Assert.InRange(field.Channel, ByteField.Battery, profile.Fields.Count - 1));
            Assert.All(profile.Bytes, field => Assert.All(profile.FixedLengths ?? [], length => Assert.True(field.Offset + field.Type.Bytes() <= length)));
            Assert.Equal(profile.NameParts, profile.NameParts.Select(Jena.SensorNode.Gateway.Lorawan.Uplinks.ObjectFields.Plain));
        });
    }

    private static DecodedValues Decode(DeviceProfile profile, string hex, int port) =>
        PayloadDecoder.Decode(profile, Convert.FromHexString(hex), port) ?? throw new InvalidOperationException("Not decoded.");

    private static void AssertValues(double[] expected, DecodedValues values, int? count = null, double tolerance = 1e-9)
    {
        var catalogue = new DeviceCatalogue();
        for (var channel = 0; channel < (count ?? expected.Length); channel++)
        {
            var field = catalogue.Find(values.LayoutId, channel)!;
            Assert.Equal(0, values.Faults[channel]);
            Assert.Equal(expected[channel], (values.Values[channel] * field.ValuePerRaw) + field.ValueAtZero, tolerance);
        }
    }
}
