using Jena.SensorNode.Gateway.Lorawan.Devices;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Payloads by bytes: examples of the makers' own decoders where they have some, else made by their formulas, with the edges.</summary>
public class MakersExamplesTests
{
    /// <summary>The examples at the end of DL-TRS11.js, DL-TRS21.js and DL-ATM22.js (decentlab-decoders).</summary>
    [Theory]
    [InlineData(17, "0210d50003463f810b0c79", "0.196057 26.7", 3193)]
    [InlineData(17, "0210d50001463f810b", "0.196057 26.7", 0)] // the probe's block alone
    [InlineData(17, "0210d500020c79", "raw", 0)] // the battery's block alone
    [InlineData(17, "0205d500014640810b00d2", "raw", 0)] // as long as a TRS11's with battery: a TRS12 without
    [InlineData(17, "0110d50003463f810b0c79", "raw", 0)] // another version
    [InlineData(17, "0210d50003463f810b0c7900", "raw", 0)]
    [InlineData(18, "0201920003007580a10c25", "-11.7 16.1", 3109)]
    [InlineData(18, "0201920003ffff7f9c0c25", "-6553.5 -10", 3109)]
    [InlineData(18, "0201920003000080000c25", "0 0", 3109)]
    [InlineData(18, "02019200020c25", "raw", 0)]
    [InlineData(19, "0208c900038009812b8014810880027fe8800880040bf5", "0.09 29.9 0.2 26.4", 3061)]
    [InlineData(19, "0208c900018009812b8014810880027fe880088004", "0.09 29.9 0.2 26.4", 0)]
    [InlineData(19, "0208c900037d00812b8014000080027fe8800880040bf5", "OutOfRange 29.9 0.2 OutOfRange", 3061)] // -7.68 m/s, -3276.8 °C
    public void Decentlab(int layout, string hex, string told, int millivolts)
    {
        var values = Decoding.Bytes(DeviceCatalogue.Profiles.Single(profile => profile.LayoutId == layout), hex);

        Assert.Equal(told, Decoding.Told(values));
        Assert.Equal(millivolts, values?.BatteryMillivolts ?? 0);
    }

    [Theory]
    [InlineData("00FF0154 05040546 0604053C 096504B0 0B67FFD3 0B686F 020201F4", "-32.19 -32.31 1350 1340 1200 -4.5 55.5 34.63")]
    [InlineData("00BA8A 0367FFF6", "Missing Missing Missing Missing Missing Missing Missing -1")] // charge in one byte, a digital thermometer
    [InlineData("01040546 0B6700C8", "Missing Missing 1350 Missing Missing 20 Missing Missing")] // CLOVER
    [InlineData("00D35F 00BD0102 0A71000000000000 0B6700C8", "Missing Missing Missing Missing Missing 20 Missing Missing")] // what is no channel is skipped
    [InlineData("0B6700C8 77770102 0B6864", "Missing Missing Missing Missing Missing 20 Missing Missing")] // behind an unknown tag nothing is read
    [InlineData("0B6700C8 0504", "Missing Missing Missing Missing Missing 20 Missing Missing")] // cut
    [InlineData("02020000", "Missing Missing Missing Missing Missing Missing Missing OutOfRange")] // a thermistor torn off: the logarithm of nothing
    public void KIWI_and_CLOVER(string hex, string told) => Assert.Equal(told, Decoding.Told(Decoding.Bytes(TektelicKiwi.Profile, hex.Replace(" ", "", StringComparison.Ordinal))));

    /// <summary>The corners of the maker's curve: kPa at a frequency in Hz.</summary>
    [Theory]
    [InlineData(65535, "0")]
    [InlineData(6431, "0")]
    [InlineData(6430, "0")]
    [InlineData(4330, "-9")]
    [InlineData(4329, "-9")]
    [InlineData(2820, "-15")]
    [InlineData(1110, "-35")]
    [InlineData(770, "-55")]
    [InlineData(600, "-75")]
    [InlineData(485, "-100")]
    [InlineData(294, "-199.48")]
    [InlineData(293, "OutOfRange")] // the end of the scale is a torn cable too
    [InlineData(0, "OutOfRange")]
    public void A_Watermark_by_its_frequency(int hertz, string told) =>
        Assert.Equal(told, Decoding.Told(Decoding.Bytes(TektelicKiwi.Profile, $"0504{hertz:X4}")).Split(' ')[0]);

    [Fact]
    public void A_Watermark_that_dries_never_seems_to_get_wetter()
    {
        var raw = Enumerable.Range(294, 6600).Select(hertz => Decoding.Bytes(TektelicKiwi.Profile, $"0504{hertz:X4}")!.Values[0]).ToList();

        // The maker's pieces meet within 0.1 kPa.
        Assert.All(raw.Zip(raw.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 10, $"{pair.First} then {pair.Second}"));
    }

    [Theory]
    [InlineData("0100FA3C00001388050017 02010E000001F42776", "25 60 5000 1010.2 270 2.3 0.5 0.5")]
    [InlineData("4AFF9C5500000000000000 4B0000000000002710", "-10 85 0 1000 0 0 0 0")] // the newer tags, in frost
    [InlineData("3400000000 4000000000000000000000 0100FA3C00001388050017", "25 60 5000 Missing Missing 2.3 Missing 0.5")] // groups of other stations of the family before
    [InlineData("0364 0100FA3C00001388050017", "25 60 5000 Missing Missing 2.3 Missing 0.5")] // charge before
    [InlineData("4AFE0C6500000000FFFFFF 4BFFFFFFFFFFFFFFFF", "-50 OutOfRange 0 OutOfRange OutOfRange OutOfRange OutOfRange OutOfRange")]
    public void SenseCAP_S2120(string hex, string told) => Assert.Equal(told, Decoding.Told(Decoding.Bytes(SenseCapWeather.Profile, hex.Replace(" ", "", StringComparison.Ordinal))));

    [Theory]
    [InlineData("0CE404D200002D01", "1234 4.5")]
    [InlineData("0CE404D201FFD301", "1234 -4.5")] // sent by an interrupt, in frost
    [InlineData("0CE4000000002D00", "Missing 4.5")] // no sensor
    [InlineData("0CE4001400002D01", "OutOfRange 4.5")] // nearer than it can see
    [InlineData("0CE4400000002D01", "OutOfRange 4.5")]
    [InlineData("0CE404D2007FFF01", "1234 Missing")] // no thermometer
    [InlineData("0CE404D200002D", "raw")]
    [InlineData("0CE404D200002D0100", "raw")]
    public void DDS45(string hex, string told) => Assert.Equal(told, Decoding.Told(Decoding.Bytes(CityFleet.All.Single(profile => profile.Name == "Dragino DDS45"), hex)));

    [Theory]
    [InlineData(5, "", """{"Distance":0,"TempC_DS18B20":"0.00"}""", "raw")] // a device status: the maker's decoder fills up with zeros
    [InlineData(2, "AAEC", """{"Distance":1234,"TempC_DS18B20":"4.50"}""", "raw")] // bytes that are none of a measurement
    [InlineData(2, "", """{"Distance":1234,"TempC_DS18B20":"4.50"}""", "1234 4.5")]
    [InlineData(2, "", """{"Distance":"20 mm"}""", "OutOfRange Missing")]
    public void The_object_of_a_DDS45_stands_for_itself_only_beside_no_bytes(int port, string data, string fields, string told) =>
        Assert.Equal(told, Decoding.Told(Decoding.Object("47cda612-0895-4c4a-828f-e3f509907eda", fields, data, port)));

    [Theory]
    [InlineData("Decentlab DL-TRS12", "AhDVAANGP4ELDHk=", 17)] // a TRS11 stands where the registry has a TRS12: its name at the server tells it
    [InlineData("", "AhDVAANGP4ELDHk=", 17)]
    public void Of_several_names_that_of_the_table_that_fits_counts(string model, string data, int layout)
    {
        var uplink = Uplinks.Read(Uplinks.ChirpStack(profileId: "", profileName: "DL-TRS12 / DL-TRS11", port: 1, data: data));

        Assert.Equal(layout, DeviceCatalogue.Match(uplink, model)?.LayoutId);
    }
}
