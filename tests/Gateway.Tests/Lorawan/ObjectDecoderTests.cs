using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Lorawan.Devices;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

public class ObjectDecoderTests
{
    [Fact]
    public void Without_bytes_the_fields_of_the_servers_decoder_are_taken()
    {
        var values = Decode("LSE01", """{"BatV":3.301,"temp_DS18B20":"0.00","temp_SOIL":"13.25","water_SOIL_f":13.74,"conduct_SOIL":35.0}""");

        Assert.Equal([1374, 1325, 35, 0], values.Values);
        Assert.Equal(3301, values.BatteryMillivolts);
    }

    [Fact]
    public void Water_potential_is_negative_whether_the_decoder_says_so_or_not()
    {
        Assert.Equal([8759, 11456], Decode("Solidos Teros21", """{"potentialwater_1":-875.9,"potentialwater_2":-1145.6}""").Values.Take(2));
        Assert.Equal([2500, 1200], Decode("TEKTELIC KIWI", """{"soil_water_tension1":25,"soil_water_tension2":"12"}""").Values.Take(2));
    }

    [Fact]
    public void A_number_that_the_maker_did_not_know_as_his_own_sentinel_is_a_fault()
    {
        var values = Decode("LSE01", """{"temp_DS18B20":"3276.70","water_SOIL":13.74}""");

        Assert.Equal((byte)ChannelFault.Missing, values.Faults[3]);
        Assert.Equal(0, values.Faults[0]);
    }

    [Fact]
    public void A_field_without_a_number_is_a_fault_and_its_other_name_is_tried()
    {
        Assert.Equal((byte)ChannelFault.Missing, Decode("LSE01", """{"water_SOIL":null,"temp_SOIL":1}""").Faults[0]);
        Assert.Equal(1374, Decode("LSE01", """{"water_SOIL":null,"water_SOIL_f":13.74}""").Values[0]);
        Assert.Equal((byte)ChannelFault.OutOfRange, Decode("LSE01", """{"water_SOIL":1e300,"temp_SOIL":1}""").Faults[0]);
    }

    [Fact]
    public void SenseCAP_measurements_are_found_wherever_they_lie()
    {
        const string Nested = """{"err":0,"messages":[[{"measurementId":"4097","measurementValue":23.4,"type":"Air Temperature"},{"measurementId":4101,"measurementValue":101325}]],"valid":true}""";

        var values = Decode("SenseCAP S2120", Nested);

        Assert.Equal((2340, 101325), (values.Values[0], values.Values[3]));
        Assert.Equal((byte)ChannelFault.Missing, values.Faults[1]);
    }

    [Theory]
    [InlineData("""{"calibration":{"water_SOIL":0.5,"temp_SOIL":-1},"water_SOIL":13.74,"temp_SOIL":13.25}""")]
    [InlineData("""{"limits":[{"water_SOIL":80}],"water_SOIL":13.74,"temp_SOIL":13.25}""")]
    [InlineData("""{"water_SOIL":13.74,"temp_SOIL":13.25,"alarm":{"water_SOIL":5,"temp_SOIL":0}}""")]
    public void What_stands_outside_goes_before_what_stands_within_other_parts(string fields) =>
        Assert.Equal([1374, 1325], Decode("LSE01", fields).Values.Take(2));

    [Theory]
    [InlineData("3.6", 3600)]
    [InlineData("\"3.301 V\"", 3301)]
    [InlineData("45", 0)] // per cent
    [InlineData("100", 0)]
    [InlineData("-1", 0)]
    public void A_battery_of_more_than_any_device_has_is_no_voltage(string battery, int millivolts) =>
        Assert.Equal(millivolts, Decode("LSE01", $$"""{"battery":{{battery}},"moisture_soil":13.74}""").BatteryMillivolts);

    [Theory]
    [InlineData("""{"volumetric_water_content":{"displayName":"Volumetric water content","value":0.196057,"unit":"m³⋅m⁻³"},"soil_temperature":{"displayName":"Soil temperature","value":26.7,"unit":"°C"}}""")]
    [InlineData("""{"volumetric_water_content":{"numberValue":0.196057},"soil_temperature":{"stringValue":"26.7"}}""")]
    [InlineData("""{"device":{"value":7},"value":3,"volumetric_water_content":0.196057,"soil_temperature":26.7}""")]
    public void A_field_may_hold_its_number_within(string fields) =>
        Assert.Equal("19.606573 26.7", Decoding.Told(Decoding.Object("", fields, port: 1, profileName: "DL-TRS11")));

    [Fact]
    public void An_object_without_any_known_field_is_not_decoded()
    {
        var uplink = Uplinks.Read(Uplinks.ChirpStack(profileId: "", profileName: "LSE01", data: "", fields: """{"foo":1}"""));

        Assert.Null(DeviceCatalogue.Decode(DraginoLse01.Normal, uplink));
    }

    [Fact]
    public void A_device_is_told_by_profile_then_names_then_registry()
    {
        Assert.Equal(DraginoLse01.Normal, DeviceCatalogue.Match(Uplinks.Read(Uplinks.ChirpStack()), "TEROS21"));
        Assert.Equal(SolidosTeros21.Profile, DeviceCatalogue.Match(Uplinks.Read(Uplinks.ChirpStack(profileId: "7022E9CE-7673-4d0c-b3d1-ed51afc3fe27")), ""));
        Assert.Equal(SolidosTeros21.Profile, DeviceCatalogue.Match(Uplinks.Read(Uplinks.ChirpStack(profileId: "")), "Meter Group TEROS21"));
        Assert.Null(DeviceCatalogue.Match(Uplinks.Read(Uplinks.ChirpStack(profileId: "", profileName: "Mülleimer")), ""));
    }

    private static DecodedValues Decode(string profileName, string fields)
    {
        var uplink = Uplinks.Read(Uplinks.ChirpStack(profileId: "", profileName: profileName, data: "", fields: fields));
        return DeviceCatalogue.Decode(DeviceCatalogue.Match(uplink, "")!, uplink) ?? throw new InvalidOperationException("Not decoded.");
    }
}
