using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// TEKTELIC KIWI with two Watermark probes, as the city's server decodes it. The probe gives frequencies whose relation to
/// tension depends on temperature and on the decoder's constants, so the decoder's own object is taken. That decoder gives
/// 200 kPa for everything below 293 Hz, a torn cable too: the end of its scale is no reading.
/// </summary>
internal static class TektelicKiwi
{
    private static readonly ObjectSentinel[] EndOfScale = [new(200, ChannelFault.OutOfRange), new(-200, ChannelFault.OutOfRange)];

    /// <summary>The table.</summary>
    public static DeviceProfile Profile { get; } = new()
    {
        LayoutId = 6,
        Name = "TEKTELIC KIWI",
        ProfileIds = ["93f37439-1425-4a5f-a7e7-7eb4b75f1936"],
        NameParts = ["kiwi", "tektelicagri"],
        Fields =
        [
            new("soil_water_tension1", Quantity.SoilTension, -0.01) { ProbeIndex = 0, ObjectIsSuction = true, Aliases = ["watermark1_tension", "watermark1"], ObjectSentinels = EndOfScale },
            new("soil_water_tension2", Quantity.SoilTension, -0.01) { ProbeIndex = 1, ObjectIsSuction = true, Aliases = ["watermark2_tension", "watermark2"], ObjectSentinels = EndOfScale },
            new("soil_moisture_raw1", Quantity.Other, 0.01) { ProbeIndex = 0 },
            new("soil_moisture_raw2", Quantity.Other, 0.01) { ProbeIndex = 1 },
            new("ambient_light", Quantity.Illuminance, 0.1) { Aliases = ["light_intensity"] },
            new("ambient_temperature", Quantity.AirTemperature, 0.01) { Aliases = ["ambient_temp", "temperature"] },
            new("relative_humidity", Quantity.AirHumidity, 0.01) { Aliases = ["ambient_humidity", "humidity"] },
            new("soil_temperature", Quantity.SoilTemperature, 0.01) { ProbeIndex = 0, Aliases = ["soil_temperature1", "soil_temp1"] },
        ],
    };
}
