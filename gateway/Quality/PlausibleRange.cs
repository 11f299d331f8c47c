using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Range that a quantity can have in the field, in its unit.</summary>
/// <param name="Lowest">Lowest plausible value.</param>
/// <param name="Highest">Highest plausible value.</param>
internal readonly record struct PlausibleRange(double Lowest, double Highest)
{
    /// <summary>Everything is plausible.</summary>
    public static PlausibleRange Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>True inside the range, ends included; false for NaN.</summary>
    public bool Holds(double value) => value >= Lowest && value <= Highest;

    /// <summary>
    /// Range of a quantity. Soil moisture 0..60 % is flag C01/C02 of the ISMN; tension is the range of the TEROS 21
    /// (METER, −100 000 to −5 kPa) down from 0 for probes that reach saturation; temperatures are what Jena's soil and
    /// air can reach with room to spare.
    /// </summary>
    public static PlausibleRange Of(Quantity quantity) => quantity switch
    {
        Quantity.SoilMoisture => new(0, 60),
        Quantity.SoilTemperature => new(-25, 50),
        Quantity.AirTemperature => new(-40, 50),
        Quantity.AirHumidity => new(0, 100.5),
        Quantity.SoilTension => new(-100_000, 0),
        Quantity.SoilConductivity => new(0, 20_000),
        Quantity.Permittivity => new(1, 90),
        Quantity.WindSpeed => new(0, 75),
        Quantity.WindDirection => new(0, 360),
        Quantity.AirPressure => new(850, 1100),
        Quantity.Rainfall or Quantity.Illuminance or Quantity.Distance => new(0, double.PositiveInfinity),
        Quantity.UltravioletIndex => new(0, 20),
        Quantity.FillLevel or Quantity.BatteryCharge => new(0, 100),
        Quantity.BatteryVoltage => new(0.5, 60),
        _ => Any,
    };
}
