using System.Globalization;
using CsCheck;
using Jena.SensorNode.Gateway.Lorawan.Devices;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>The other kinds of devices at the city's network server, by their profile ids, in the form that its platform maps.</summary>
public class CityFleetTests
{
    private const string Teros21 = "7022e9ce-7673-4d0c-b3d1-ed51afc3fe27";
    private const string Kiwi = "93f37439-1425-4a5f-a7e7-7eb4b75f1936";
    private const string S2105 = "f74bb315-56ca-48c0-82f8-f7b837f4d917";
    private const string S2120 = "d03f1299-95a3-4ab2-a924-e0e5fe3b277d";
    private const string Weather = "b6a1cea0-c82d-4261-b32c-cf4d2e1f97fb";

    [Theory]
    [InlineData("""{"potentialwater_1":-875.9,"potentialwater_2":-1145.6,"temp_1":20.6,"temp_2":21.5,"battery_voltage":3.57}""", "-875.9 -1145.6 20.6 21.5")]
    [InlineData("""{"potentialwater_1":"-9.0","potentialwater_2":null,"temp_1":"-2.5"}""", "-9 Missing -2.5 Missing")]
    [InlineData("""{"potentialwater_1":-999999.9,"potentialwater_2":-1677721.5,"temp_1":-999.9,"temp_2":3276.7}""", "OutOfRange OutOfRange OutOfRange OutOfRange")]
    [InlineData("""{"battery_voltage":3.57}""", "raw")]
    public void TEROS_21_by_object(string fields, string told) => Assert.Equal(told, Decoding.Told(Decoding.Object(Teros21, fields)));

    [Theory]
    [InlineData("7700CE00223700D7002CC064", "-875.9 -1145.6 20.6 21.5")]
    [InlineData("7700CE0000000000000000FF", "0 0 20.6 0")] // saturated
    [InlineData("77FFF6000064FF8500005A64", "-10 -9 -1 -12.3")] // below zero
    [InlineData("77D8F1FFFFFF7FFF0F424100", "OutOfRange OutOfRange OutOfRange OutOfRange")] // -999.9 °C, all ones, 3276.7 °C, beyond 100,000 kPa
    public void TEROS_21_by_bytes(string hex, string told) => Assert.Equal(told, Decoding.Told(Decoding.Bytes(SolidosTeros21.Profile, hex)));

    [Fact]
    public void TEROS_21_bytes_and_object_agree_whatever_was_measured() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Gen.Int[-400, 600], Gen.Int[-400, 600], Gen.Byte).Sample((first, second, cold, warm, voltage) =>
        {
            byte[] data =
            [
                voltage, (byte)(cold >> 8), (byte)cold, (byte)(first >> 16), (byte)(first >> 8), (byte)first,
                (byte)(warm >> 8), (byte)warm, (byte)(second >> 16), (byte)(second >> 8), (byte)second, 100,
            ];
            var fields = string.Create(CultureInfo.InvariantCulture, $$"""{"potentialwater_1":{{-first / 10.0}},"potentialwater_2":{{-second / 10.0}},"temp_1":{{cold / 10.0}},"temp_2":{{warm / 10.0}}}""");

            Assert.Equal(Decoding.Told(Decoding.Object(Teros21, fields)), Decoding.Told(Decoding.Bytes(SolidosTeros21.Profile, Convert.ToHexString(data))));
        });

    [Theory]
    [InlineData("""{"soil_water_tension1":25.5,"soil_water_tension2":"12","soil_moisture_raw1":1350,"soil_moisture_raw2":1340,"ambient_light":1200}""", "-25.5 -12 1350 1340 1200 Missing Missing Missing")]
    [InlineData("""{"soil_water_tension1":200,"soil_water_tension2":0}""", "OutOfRange 0 Missing Missing Missing Missing Missing Missing")] // a torn cable; saturated soil
    [InlineData("""{"watermark1":33.1,"watermark2":31,"ambient_temp":-4.5,"ambient_humidity":55.5,"light_intensity":3}""", "-33.1 -31 Missing Missing 3 -4.5 55.5 Missing")] // as The Things Stack decodes it
    public void KIWI(string fields, string told) => Assert.Equal(told, Decoding.Told(Decoding.Object(Kiwi, fields, port: 10)));

    [Theory]
    [InlineData("010610A4510000010710204E0000010C10F40100001234", "20.9 20 500")]
    [InlineData("01061018FCFFFF010710000000001234", "-1 0 Missing")]
    [InlineData("01061080841E00010710204E00001234", "OutOfRange 20 Missing")] // 2000 °C: the maker's error
    [InlineData("00070064003C00010610A45100001234", "20.9 Missing Missing")] // battery and interval before
    [InlineData("012001000000001234", "raw")] // the probe was pulled out
    [InlineData("000000010002000101000100020001020012345678010300ABCDEF0100070064003C00010610A45100001234", "20.9 Missing Missing")] // after a start: versions and ids of node and probe before
    [InlineData("0012001000000001061018FCFFFF1234", "-1 Missing Missing")] // an id of a later firmware: every group has the same length
    public void SenseCAP_soil_by_bytes(string hex, string told) => Assert.Equal(told, Decoding.Told(Decoding.Bytes(SenseCapWeather.Soil, hex)));

    [Fact]
    public void SenseCAP_soil_by_the_messages_of_its_decoder() =>
        Assert.Equal("20.9 34.5 120", Decoding.Told(Decoding.Object(S2105, """
            {"err":0,"valid":true,"payload":"0106","messages":[{"measurementId":"4102","measurementValue":20.9,"type":"report_telemetry"},
            {"measurementId":4103,"measurementValue":"34.5"},{"measurementId":4108,"measurementValue":0.12}]}
            """)));

    [Theory]
    [InlineData(S2120)]
    [InlineData(Weather)]
    public void SenseCAP_weather_by_either_profile(string profile) =>
        Assert.Equal("-3.2 81 12 1013.25 270 2.4 0.5 0.1", Decoding.Told(Decoding.Object(profile, """
            {"err":0,"messages":[[{"measurementId":"4097","measurementValue":-3.2,"type":"Air Temperature"},{"measurementId":"4098","measurementValue":81},
            {"measurementId":"4099","measurementValue":12},{"measurementId":"4190","measurementValue":0.1},{"measurementId":"4105","measurementValue":2.4}],
            [{"measurementId":"4104","measurementValue":270},{"measurementId":"4113","measurementValue":0.5},{"measurementId":"4101","measurementValue":101325}],
            [{"measurementId":"4191","measurementValue":7.7},{"measurementId":"4213","measurementValue":3}]],"payload":"01","valid":true}
            """, port: 3)));

    [Theory]
    [InlineData("6c6b6dd0-a12c-45f1-ac18-621c12fa2f08", """{"BatV":3.6,"sensors":[{"temperature_degC":-4.25,"rel_humidity":0.83,"air_pressure_kPa":99.12,"vapour_pressure_kPa":0.4}]}""", "-4.25 0.83 991.2 0.4")]
    [InlineData("33bc4671-bad3-461b-8804-8967a7f2434b", """{"BatV":3.6,"sensors":[{"wind_speed_ms":2.31,"gust_ms":5.02,"wind_direction_deg":359.9},{"air_temperature_degC":12.5}]}""", "2.31 5.02 359.9 12.5")]
    [InlineData("33bc4671-bad3-461b-8804-8967a7f2434b", """{"sensors":[{"wind_speed_ms":-9999,"gust_ms":-9999,"wind_direction_deg":-9999},{"air_temperature_degC":-9999}]}""", "OutOfRange -9999 OutOfRange OutOfRange")]
    [InlineData("89daf367-01ce-4b57-8554-2508558a05db", """{"BatV":3.6,"rain_sum_mm":12.2,"Count":61}""", "12.2 61")]
    [InlineData("f5b5ae47-348e-4dc2-a59d-34c61f74a86a", """{"battery_V":3.6,"sensor_0_lux":54321.5}""", "54321.5")]
    [InlineData("47cda612-0895-4c4a-828f-e3f509907eda", """{"Battery":3.3,"Distance":"1234 mm","TempC_DS18B20":"4.50"}""", "1234 4.5")]
    [InlineData("1e6d47f7-1432-4c83-b48d-dd34a7e5e9c6", """{"distance":1021,"position":"normal","battery":98}""", "1021 Missing 98")]
    [InlineData("a610241d-86c3-4d4a-af88-bfa1754f1610", """{"BatV":3.3,"ADC1_V":1.234,"ADC2":0.5,"ADC3":2}""", "1.234 0.5 2")]
    public void Weather_rain_light_and_containers(string profile, string fields, string told) => Assert.Equal(told, Decoding.Told(Decoding.Object(profile, fields)));

    [Fact]
    public void A_container_by_bytes_as_the_maker_documents_them() =>
        Assert.Equal("1021 0 98", Decoding.Told(Decoding.Bytes(CityFleet.Em310, "0175620382FD03040000")));

    [Theory]
    [InlineData("3ad23c8d-1965-4535-8ef0-ab56ca502f03", """{"total_count":12,"ltr":{"count":7,"avg_speed_kmh":31},"rtl":{"count":5,"avg_speed_kmh":28}}""")] // traffic
    [InlineData("00000000-0000-0000-0000-000000000000", """{"Bodenfeuchte":{"30cm":23.4,"60cm":25.1},"Bodentemperatur":12.5}""")] // own build
    [InlineData("00000000-0000-0000-0000-000000000000", """{"soil_moisture":23.4}""")] // Sensoterra: calibrated by the maker's server only
    public void What_nobody_documents_stays_raw(string profile, string fields) =>
        Assert.Equal("raw", Decoding.Told(Decoding.Object(profile, fields, profileName: "Sensoterra Single Depth")));
}
