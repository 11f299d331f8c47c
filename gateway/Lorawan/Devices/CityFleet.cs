using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// The other devices of Jena's network server, by the field names that the city's platform (de-jena/urban-data-platform, device
/// model "chirpstack") maps from their objects. Their decoders are the city's own, so the object is what there is. A field
/// whose unit the model does not tell keeps its own name.
/// </summary>
internal static class CityFleet
{
    // What a DDS45 says of anything nearer than its dead zone; older firmware says 20 mm, and 0 without a sensor.
    private const int TooNear = 0x4000;

    /// <summary>Milesight EM310-UDL, distance by ultrasound in containers; its bytes are documented by the maker.</summary>
    public static DeviceProfile Em310 { get; } = new()
    {
        LayoutId = 10,
        Name = "Milesight EM310-UDL",
        ProfileIds = ["1e6d47f7-1432-4c83-b48d-dd34a7e5e9c6"],
        NameParts = ["em310udl"],
        Port = 85,
        Fields =
        [
            new("distance", Quantity.Distance, 1) { Highest = 5000 },
            new("tilted", Quantity.Other, 1),
            new("battery", Quantity.BatteryCharge, 1),
        ],
        Bytes =
        [
            new(2, FieldType.U8) { Tag = 0x0175 },
            new(0, FieldType.U16LowFirst) { Tag = 0x0382 },
            new(1, FieldType.U8) { Tag = 0x0400 },
        ],
        OtherTags = new Dictionary<int, int> { [0xFF01] = 1, [0xFF09] = 2, [0xFF0A] = 2, [0xFF0B] = 1, [0xFF0F] = 1, [0xFF16] = 8, [0xFFFF] = 2 },
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeviceProfile> All { get; } =
    [
        Em310,
        new()
        {
            LayoutId = 11,
            Name = "Dragino SN50v3",
            ProfileIds = ["a610241d-86c3-4d4a-af88-bfa1754f1610"],
            NameParts = ["sn50v3"],
            Fields = [new("ADC1_V", Quantity.Other, 0.001), new("ADC2", Quantity.Other, 0.001), new("ADC3", Quantity.Other, 0.001)],
        },
        new()
        {
            LayoutId = 12,
            Name = "METER ATMOS 14",
            ProfileIds = ["6c6b6dd0-a12c-45f1-ac18-621c12fa2f08"],
            NameParts = ["atmos14"],
            Fields =
            [
                new("temperature_degC", Quantity.AirTemperature, 0.01),
                new("rel_humidity", Quantity.Other, 0.0001),
                new("air_pressure_kPa", Quantity.AirPressure, 0.01) { ValuePerObjectNumber = 10 },
                new("vapour_pressure_kPa", Quantity.Other, 0.001),
            ],
        },
        new()
        {
            LayoutId = 13,
            Name = "METER ATMOS 22",
            ProfileIds = ["33bc4671-bad3-461b-8804-8967a7f2434b"],
            NameParts = ["atmos22"],
            Fields =
            [
                new("wind_speed_ms", Quantity.WindSpeed, 0.01),
                new("gust_ms", Quantity.Other, 0.01),
                new("wind_direction_deg", Quantity.WindDirection, 0.1),
                new("air_temperature_degC", Quantity.AirTemperature, 0.01),
            ],
        },
        new()
        {
            LayoutId = 14,
            Name = "Kalyx Regenmesser",
            ProfileIds = ["89daf367-01ce-4b57-8554-2508558a05db"],
            NameParts = ["kalyx"],
            Fields = [new("rain_sum_mm", Quantity.Rainfall, 0.01), new("Count", Quantity.Other, 1)],
        },
        new()
        {
            LayoutId = 15,
            Name = "SE-212 Lichtmesser",
            ProfileIds = ["f5b5ae47-348e-4dc2-a59d-34c61f74a86a"],
            NameParts = ["se212"],
            Fields = [new("sensor_0_lux", Quantity.Illuminance, 0.1)],
        },
        new()
        {
            LayoutId = 16,
            Name = "Dragino DDS45",
            ProfileIds = ["47cda612-0895-4c4a-828f-e3f509907eda"],
            NameParts = ["dds45"],
            BatteryNames = ["Battery", "Bat", "BatV"],
            Port = 2,
            FixedLengths = [8],
            DistrustsObject = true,
            Fields =
            [
                new("Distance", Quantity.Distance, 1) { ObjectSentinels = [new(0, ChannelFault.Missing), new(20, ChannelFault.OutOfRange), new(TooNear, ChannelFault.OutOfRange)] },
                new("TempC_DS18B20", Quantity.AirTemperature, 0.1) { Aliases = ["temperature_pro"] },
            ],

            // The maker's decoders of the LDDS and DDS45-LB: voltage, mm, interrupt, 0.1 °C, sensor found.
            Bytes =
            [
                new(ByteField.Battery, FieldType.U16) { Mask = 0x3FFF },
                new(0, FieldType.U16) { Offset = 2, Sentinels = [new(0, ChannelFault.Missing), new(20, ChannelFault.OutOfRange), new(TooNear, ChannelFault.OutOfRange)] },
                new(1, FieldType.S16) { Offset = 5, Sentinels = [new(DraginoLse01.NoThermometer, ChannelFault.Missing), new(0x7FFF, ChannelFault.Missing)] },
            ],
        },
    ];
}
