using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// SenseCAP weather stations and probes, by the measurement ids of Seeed's "SenseCAP Sensor Measurement ID" list. The
/// decoder's object holds them as messages with <c>measurementId</c> and <c>measurementValue</c>, wherever they lie. Bytes of
/// the S2120 by Seeed's decoder (SenseCAP-Decoder, S2120): groups behind a tag of one byte, high byte first; 01 or 4A air,
/// light and wind, 02 or 4B wind direction, rain and pressure.
/// </summary>
internal static class SenseCapWeather
{
    private const int SoilTemperature = 4102;
    private const int SoilMoisture = 4103;
    private const int SoilConductivity = 4108;

    /// <summary>The table.</summary>
    public static DeviceProfile Profile { get; } = new()
    {
        LayoutId = 7,
        Name = "SenseCAP",
        ProfileIds = ["d03f1299-95a3-4ab2-a924-e0e5fe3b277d", "b6a1cea0-c82d-4261-b32c-cf4d2e1f97fb"],
        NameParts = ["sensecap", "s2120"],
        Port = 3,
        TagBytes = 1,
        Fields =
        [
            new("air_temperature", Quantity.AirTemperature, 0.01) { Aliases = [Measurement(4097)] },
            new("air_humidity", Quantity.AirHumidity, 0.01) { Aliases = [Measurement(4098)] },
            new("light", Quantity.Illuminance, 1) { Aliases = [Measurement(4099)] },
            new("air_pressure", Quantity.AirPressure, 0.01) { Aliases = [Measurement(4101)], ValuePerObjectNumber = 0.01 },
            new("wind_direction", Quantity.WindDirection, 0.1) { Aliases = [Measurement(4104)] },
            new("wind_speed", Quantity.WindSpeed, 0.01) { Aliases = [Measurement(4105)] },
            new("rainfall_hourly", Quantity.Rainfall, 0.001) { Aliases = [Measurement(4113)] },
            new("uv_index", Quantity.UltravioletIndex, 0.1) { Aliases = [Measurement(4190)] },
        ],
        Bytes = [.. AirLightAndWind(0x01), .. AirLightAndWind(0x4A), .. DirectionRainAndPressure(0x02), .. DirectionRainAndPressure(0x4B)],

        // Charge, versions and intervals, error code, sensor id, gusts and the sum of rain; then groups that only other stations have.
        OtherTags = new Dictionary<int, int>
        {
            [0x03] = 1,
            [0x04] = 9,
            [0x05] = 4,
            [0x06] = 1,
            [0x10] = 9,
            [0x4C] = 6,
            [0x20] = 10,
            [0x21] = 10,
            [0x30] = 10,
            [0x31] = 10,
            [0x32] = 9,
            [0x33] = 10,
            [0x34] = 4,
            [0x35] = 9,
            [0x36] = 9,
            [0x37] = 9,
            [0x38] = 9,
            [0x39] = 9,
            [0x40] = 10,
            [0x41] = 10,
            [0x42] = 10,
            [0x43] = 10,
            [0x44] = 10,
            [0x45] = 10,
        },
    };

    /// <summary>
    /// SenseCAP soil probes S2104 (moisture, temperature) and S2105 (conductivity too). Bytes by Seeed's decoder for the S210x:
    /// probe u8, measurement id u16 and value s32 / 1000, low bytes first, and two bytes of checksum at the end.
    /// </summary>
    public static DeviceProfile Soil { get; } = new()
    {
        LayoutId = 8,
        Name = "SenseCAP Bodensonde",
        ProfileIds = ["f74bb315-56ca-48c0-82f8-f7b837f4d917"],
        NameParts = ["sensecap", "s2105", "s2104", "s210x"],
        Port = 2,
        TagBytes = 3,
        TrailerBytes = 2,
        Fields =
        [
            new("soil_temperature", Quantity.SoilTemperature, 0.01) { ProbeIndex = 0, Aliases = [Measurement(SoilTemperature)] },
            new("soil_moisture", Quantity.SoilMoisture, 0.01) { ProbeIndex = 0, Aliases = [Measurement(SoilMoisture)] },
            new("soil_conductivity", Quantity.SoilConductivity, 1) { ProbeIndex = 0, Aliases = [Measurement(SoilConductivity)], ValuePerObjectNumber = 1000 },
        ],
        Bytes =
        [
            new(0, FieldType.S32LowFirst) { Tag = Tag(SoilTemperature), Divisor = 10 },
            new(1, FieldType.S32LowFirst) { Tag = Tag(SoilMoisture), Divisor = 10 },

            // dS/m × 1000 = µS/cm.
            new(2, FieldType.S32LowFirst) { Tag = Tag(SoilConductivity) },
        ],
        OtherTagBytes = 4,
    };

    // 0.1 °C, %, lx, 0.1, 0.1 m/s.
    private static ByteField[] AirLightAndWind(int tag) =>
    [
        new(0, FieldType.S16) { Tag = tag, Multiplier = 10 },
        new(1, FieldType.U8) { Tag = tag, Offset = 2, Multiplier = 100 },
        new(2, FieldType.S32) { Tag = tag, Offset = 3 },
        new(7, FieldType.U8) { Tag = tag, Offset = 7 },
        new(5, FieldType.U16) { Tag = tag, Offset = 8, Multiplier = 10 },
    ];

    // °, µm/h, 10 Pa.
    private static ByteField[] DirectionRainAndPressure(int tag) =>
    [
        new(4, FieldType.U16) { Tag = tag, Multiplier = 10 },
        new(6, FieldType.S32) { Tag = tag, Offset = 2 },
        new(3, FieldType.U16) { Tag = tag, Offset = 6, Multiplier = 10 },
    ];

    // Probe 1, then the id with its low byte first.
    private static int Tag(int id) => 0x010000 | ((id & 0xFF) << 8) | (id >> 8);

    private static string Measurement(int id) => $"measurement{id}";
}
