namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>What a reading measures, independent of the probe that did it.</summary>
internal enum Quantity
{
    /// <summary>Raw counts of a probe that nothing can be derived from yet.</summary>
    Counts = 0,

    /// <summary>Volumetric water content of the soil, % (0..100).</summary>
    SoilMoisture = 1,

    /// <summary>Temperature of the soil, °C.</summary>
    SoilTemperature = 2,

    /// <summary>Temperature of the air, °C.</summary>
    AirTemperature = 3,

    /// <summary>Relative humidity of the air, %.</summary>
    AirHumidity = 4,

    /// <summary>Soil water potential, kPa, negative in unsaturated soil (matric suction is its amount).</summary>
    SoilTension = 5,

    /// <summary>Electrical conductivity of the soil, µS/cm.</summary>
    SoilConductivity = 6,

    /// <summary>Dielectric permittivity, relative to vacuum.</summary>
    Permittivity = 7,

    /// <summary>Light, lx.</summary>
    Illuminance = 8,

    /// <summary>Wind speed, m/s.</summary>
    WindSpeed = 9,

    /// <summary>Direction the wind comes from, ° from north.</summary>
    WindDirection = 10,

    /// <summary>Rain since the previous reading or as the device counts it, mm.</summary>
    Rainfall = 11,

    /// <summary>Air pressure, hPa.</summary>
    AirPressure = 12,

    /// <summary>Ultraviolet index.</summary>
    UltravioletIndex = 13,

    /// <summary>Fill level of a container, %.</summary>
    FillLevel = 14,

    /// <summary>Supply voltage of the device, V.</summary>
    BatteryVoltage = 15,

    /// <summary>Charge of the battery, %.</summary>
    BatteryCharge = 16,

    /// <summary>Distance to the next surface, mm.</summary>
    Distance = 17,

    /// <summary>A number whose quantity the device's documentation does not tell; kept under its own field name.</summary>
    Other = 18,
}
