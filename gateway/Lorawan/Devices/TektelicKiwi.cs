using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// TEKTELIC KIWI and CLOVER (the maker's data-converters, agro/kiwi-clover v2.0; The Things Network's decoder agrees): values
/// behind tags of two bytes on FPort 10, high byte first. A Watermark probe gives a frequency in Hz and a thermistor a
/// voltage in mV, both turned into quantities by the maker's curves; so do the decoders of the servers. The scale of the
/// former ends at 200 kPa, which everything below 293 Hz gives, a torn cable too: the end of the scale is no reading.
/// </summary>
internal static class TektelicKiwi
{
    private const int FirstTension = 0;
    private const int SecondTension = 1;
    private const int SoilTemperature = 7;

    private static readonly ObjectSentinel[] EndOfScale = [new(200, ChannelFault.OutOfRange), new(-200, ChannelFault.OutOfRange)];

    // From Hz: kPa there, and what one Hz more takes away.
    private static readonly (int Hertz, double Kilopascals, double PerHertz)[] Watermark =
    [
        (4330, 9, 0.004286), (2820, 15, 0.003974), (1110, 35, 0.0117), (770, 55, 0.05884), (600, 75, 0.1176), (485, 100, 0.2174), (294, 200 - 0.5208, 0.5208),
    ];

    /// <summary>The table.</summary>
    public static DeviceProfile Profile { get; } = new()
    {
        LayoutId = 6,
        Name = "TEKTELIC KIWI",
        ProfileIds = ["93f37439-1425-4a5f-a7e7-7eb4b75f1936"],
        NameParts = ["kiwi", "clover", "tektelicagri"],
        Port = 10,
        Fields =
        [
            new("soil_water_tension1", Quantity.SoilTension, -0.01) { ProbeIndex = 0, ObjectIsSuction = true, Aliases = ["watermark1_tension", "watermark1"], ObjectSentinels = EndOfScale },
            new("soil_water_tension2", Quantity.SoilTension, -0.01) { ProbeIndex = 1, ObjectIsSuction = true, Aliases = ["watermark2_tension", "watermark2"], ObjectSentinels = EndOfScale },
            new("soil_moisture_raw1", Quantity.Other, 0.01) { ProbeIndex = 0, Aliases = ["watermark1_frequency", "input5_frequency", "input1_frequency", "soil_moisture_raw"] },
            new("soil_moisture_raw2", Quantity.Other, 0.01) { ProbeIndex = 1, Aliases = ["watermark2_frequency", "input6_frequency"] },
            new("ambient_light", Quantity.Illuminance, 0.1) { Aliases = ["light_intensity"] },
            new("ambient_temperature", Quantity.AirTemperature, 0.01) { Aliases = ["ambient_temp", "temperature"] },
            new("relative_humidity", Quantity.AirHumidity, 0.01) { Aliases = ["ambient_humidity", "humidity"] },
            new("soil_temperature", Quantity.SoilTemperature, 0.01)
            {
                ProbeIndex = 0,
                Aliases = ["soil_temperature1", "soil_temp1", "soil_temp", "temperature1", "Input3_temperature", "Input3_voltage_to_temp", "Input2_voltage_to_temp"],
            },
        ],
        Bytes =
        [
            new(ByteField.Battery, FieldType.U16) { Tag = 0x00FF, Multiplier = 10 },
            new(ByteField.Battery, FieldType.U8) { Tag = 0x00BA, Mask = 0x7F, Curve = number => 2500 + (10 * number) },
            new(2, FieldType.U16) { Tag = 0x0104, Multiplier = 100 }, // CLOVER: kHz
            new(SoilTemperature, FieldType.U16) { Tag = 0x0202, Curve = millivolts => 100 * ((-32.46 * Math.Log(millivolts)) + 236.36) },
            new(SoilTemperature, FieldType.U16) { Tag = 0x0302, Curve = millivolts => 100 * Thermistor(millivolts / 1000.0) },
            new(SoilTemperature, FieldType.S16) { Tag = 0x0367, Multiplier = 10 },
            new(FirstTension, FieldType.U16) { Tag = 0x0504, Curve = Suction },
            new(2, FieldType.U16) { Tag = 0x0504, Multiplier = 100 },
            new(SecondTension, FieldType.U16) { Tag = 0x0604, Curve = Suction },
            new(3, FieldType.U16) { Tag = 0x0604, Multiplier = 100 },
            new(4, FieldType.U16) { Tag = 0x0965, Multiplier = 10 },
            new(5, FieldType.S16) { Tag = 0x0B67, Multiplier = 10 },
            new(6, FieldType.U8) { Tag = 0x0B68, Multiplier = 50 },
        ],

        // Charge, days left, the second thermistor, alarms, acceleration, the controller's temperature.
        OtherTags = new Dictionary<int, int>
        {
            [0x00D3] = 1,
            [0x00BD] = 2,
            [0x0402] = 2,
            [0x0467] = 2,
            [0x0900] = 1,
            [0x0A00] = 1,
            [0x0A71] = 6,
            [0x0C67] = 2,
            [0x0D73] = 2,
        },
    };

    // The raw unit is 0.01 kPa of suction.
    private static double Suction(int hertz)
    {
        if (hertz > 6430)
            return 0;
        var (from, suction, perHertz) = Array.Find(Watermark, part => hertz >= part.Hertz);
        return suction == 0 ? double.NaN : 100 * (suction - ((hertz - from) * perHertz));
    }

    private static double Thermistor(double volts) =>
        (((((((((-33.01 * volts) + 217.4) * volts) - 538.6) * volts) + 628.1) * volts) - 378.9) * volts) + 102.9;
}
