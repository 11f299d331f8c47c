using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// SenseCAP weather stations and probes, by the measurement ids of Seeed's "SenseCAP Sensor Measurement ID" list. The
/// decoder's object holds them as messages with <c>measurementId</c> and <c>measurementValue</c>, wherever they lie.
/// </summary>
internal static class SenseCapWeather
{
    /// <summary>The table.</summary>
    public static DeviceProfile Profile { get; } = new()
    {
        LayoutId = 7,
        Name = "SenseCAP",
        NameParts = ["sensecap", "s2120"],
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
    };

    /// <summary>SenseCAP soil probe, two in one.</summary>
    public static DeviceProfile Soil { get; } = new()
    {
        LayoutId = 8,
        Name = "SenseCAP Bodensonde",
        NameParts = ["sensecapsoil", "s2105", "s2104"],
        Fields =
        [
            new("soil_temperature", Quantity.SoilTemperature, 0.01) { ProbeIndex = 0, Aliases = [Measurement(4102)] },
            new("soil_moisture", Quantity.SoilMoisture, 0.01) { ProbeIndex = 0, Aliases = [Measurement(4103)] },
        ],
    };

    private static string Measurement(int id) => $"measurement{id}";
}
