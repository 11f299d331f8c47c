using Jena.SensorNode.Gateway.Lorawan.Devices;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Dragino's soil probes in every documented form: moisture %, soil °C, µS/cm, outside °C.</summary>
public class DraginoTests
{
    private const string Lse01 = Uplinks.Lse01Profile;

    [Theory]
    [InlineData("0CE50000055E052D002310", "13.74 13.25 35 Missing")] // the city's own message: the outside field is reserved
    [InlineData("0CE500C8055E052D002310", "13.74 13.25 35 20")] // with a DS18B20
    [InlineData("0CE5FFC9055EFF9C002310", "13.74 -1 35 -5.5")] // the maker's decoder says -0.99
    [InlineData("0CE5FFFF055EFFFF002310", "13.74 -0.01 35 -0.1")]
    [InlineData("0CE50001055E0000002310", "13.74 0 35 0.1")]
    [InlineData("0CE5FC18055EF060002310", "13.74 -40 35 OutOfRange")]
    [InlineData("0CE57FFF055E052D002310", "13.74 13.25 35 Missing")]
    [InlineData("0CE50352055E052D002310", "13.74 13.25 35 NotReady")] // 85.0 °C: a DS18B20 that never measured
    [InlineData("0CE5FB0A055E052D002310", "13.74 13.25 35 OutOfRange")] // -127 °C
    [InlineData("0CE500C8000000000000FF", "OutOfRange 0 0 20")] // raw mode, probe found, permittivity 0
    [InlineData("0CE500C800000000000000", "Missing Missing Missing 20")] // no probe found
    [InlineData("0CE500C8FFFFFFFFFFFF10", "OutOfRange -0.01 OutOfRange 20")]
    [InlineData("0CE500C82710FFFF4E2010", "100 -0.01 20000 20")]
    [InlineData("0CE500C8055E052D61A810", "13.74 13.25 25000 20")] // the manual: "can be greater than 20000"
    [InlineData("0F5A0CCC0000079D000010", "0 19.49 0 Missing")] // SE01-LB without a thermometer: 327.6 °C
    [InlineData("0CE500C8055E052D0023500000002A", "13.74 13.25 35 20")] // counting mode: a count of 32 bits behind
    [InlineData("0CE500C800C803E800C8D00000002A", "20 1000 200 20")] // counting in raw mode
    [InlineData("0CE500C8055E052D0023100000002A", "raw")] // as long, and does not count
    [InlineData("0CE500C8055E052D00235000000000", "13.74 13.25 35 20")]
    [InlineData("0CE500C827120000000010", "OutOfRange 0 0 20")]
    [InlineData("0CE500C8055E7FFF002310", "13.74 Missing 35 20")]
    [InlineData("0CE500C8055E052D0023", "13.74 13.25 35 20")] // firmware without the optional last byte
    [InlineData("0CE500C8055E052D002311", "13.74 13.25 35 20")] // sent by an interrupt
    [InlineData("0CE500C800C803E800C890", "20 1000 200 20")] // raw mode
    [InlineData("0CD00000033F0714189C01", "8.31 18.12 6300 Missing")] // older firmware: no probe flag
    [InlineData("CCE500C8055E052D002310", "13.74 13.25 35 20")] // the two high bits of the voltage are none
    public void Bytes_of_the_LSE01(string hex, string told) => Assert.Equal(told, Decoding.Told(Decoding.Bytes(DraginoLse01.Normal, hex)));

    [Fact]
    public void The_voltage_is_read_without_its_high_bits() =>
        Assert.Equal([3301, 3301, 3301], new[] { "0CE500C8055E052D002310", "4CE500C8055E052D002310", "CCE500C800C803E800C890" }.Select(hex => Decoding.Bytes(DraginoLse01.Normal, hex)!.BatteryMillivolts));

    [Theory]
    [InlineData("Dragino_LSE01")]
    [InlineData("LSE01-8 Wiesenstraße")]
    [InlineData("SE01-LB")]
    [InlineData("dragino se01_ls")]
    public void Every_name_of_the_family_is_known(string name) =>
        Assert.Equal("13.74 13.25 35 Missing", Decoding.Told(Decoding.Object("", "{}", "DOUAAAVeBS0AIxA=", profileName: name)));

    [Theory]
    [InlineData("""{"BatV":3.301,"temp_DS18B20":"0.00","temp_SOIL":"13.25","water_SOIL_f":13.74,"conduct_SOIL":35.0,"s_flag":1.0,"Mod":0.0}""", "13.74 13.25 35 Missing")]
    [InlineData("""{"Bat":3.3,"TempC_DS18B20":"-5.50","water_SOIL":"13.74","temp_SOIL":"-1.25","conduct_SOIL":35}""", "13.74 -1.25 35 -5.5")] // firmware 1.1.4
    [InlineData("""{"battery":3.3,"temperature_pro":"20.00","moisture_soil":"13.74","temp_soil":"13.25","conduct_soil":35}""", "13.74 13.25 35 20")] // SE01-LB at The Things Stack
    [InlineData("""{"bat":"3.301 V","TempC_DS18B20":"20.0 °C","water_SOIL":"13.74 %","temp_SOIL":"13.25 °C","conduct_SOIL":"35 uS/cm"}""", "13.74 13.25 35 20")] // units behind
    [InlineData("""{"Sensor":{"Boden":{"water_SOIL":13.74,"temp_SOIL":13.25}},"Werte":[{"conduct_SOIL":35}]}""", "13.74 13.25 35 Missing")]
    [InlineData("""{"water_SOIL":"655.35","temp_SOIL":"327.67","conduct_SOIL":65535,"temp_DS18B20":"3276.70"}""", "OutOfRange Missing OutOfRange Missing")]
    [InlineData("""{"water_SOIL":-999,"temp_SOIL":"-999.0","conduct_SOIL":-9999,"temp_DS18B20":-127}""", "OutOfRange OutOfRange OutOfRange OutOfRange")]
    [InlineData("""{"BatV":3.6,"water_SOIL":"13.74","temp_SOIL":"13.25","conduct_SOIL":25000,"temp_DS18B20":"327.60"}""", "13.74 13.25 25000 Missing")]
    [InlineData("""{"BatV":0,"temp_DS18B20":"0.00","water_SOIL":"0.00","temp_SOIL":"0.00","conduct_SOIL":0,"s_flag":0,"Mod":0}""", "raw")] // the maker's decoder run over nothing: no device sends at 0 V
    [InlineData("""{"water_SOIL":null,"temp_SOIL":"NaN","conduct_SOIL":"","temp_DS18B20":85}""", "Missing Missing Missing NotReady")]
    [InlineData("""{"water_SOIL":[13.74],"temp_SOIL":[],"conduct_SOIL":true,"temp_DS18B20":{}}""", "13.74 Missing Missing Missing")]
    public void Objects_of_every_decoder_where_there_are_no_bytes(string fields, string told) => Assert.Equal(told, Decoding.Told(Decoding.Object(Lse01, fields)));

    [Theory]
    [InlineData(5, "JgEAAf8M5Q==")] // device status: 7 bytes
    [InlineData(3, "BV4FLQAjEGZz8qA=")] // a kept record
    [InlineData(2, "DOUAAAVeBS0=")] // cut
    [InlineData(2, "DOUAAAVeBS0AIxAA")] // longer than any firmware known
    public void What_the_makers_decoder_makes_of_other_bytes_is_not_believed(int port, string data) =>
        Assert.Equal("raw", Decoding.Told(Decoding.Object(Lse01, """{"BatV":9.729,"temp_DS18B20":"25.60","water_SOIL":"33.05","temp_SOIL":"0.00","conduct_SOIL":0}""", data, port)));

    [Theory]
    [InlineData("0CE500C80258006E00000001", "raw")]
    [InlineData("0CE500C80258006E000001", "6 11 20")]
    [InlineData("0CE500000258FFF6000001", "6 -1 Missing")] // the maker's decoder says -0.9
    [InlineData("0CE57FFF05DC7FFF000001", "OutOfRange Missing Missing")] // pH 15
    [InlineData("0CE50CCC0258006E000001", "6 11 Missing")]
    public void Bytes_of_the_LSPH01(string hex, string told) => Assert.Equal(told, Decoding.Told(Decoding.Bytes(DraginoLsph01.Profile, hex)));
}
