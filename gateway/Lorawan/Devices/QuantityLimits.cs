using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// What an instrument in or above soil can measure at all. Wider than any weather, narrower than what makers send for a
/// fault: -999, -127 °C, 327.67 °C, 655.35 %, 65535 µS/cm.
/// </summary>
internal static class QuantityLimits
{
    /// <summary>Least and greatest value in the unit of the quantity.</summary>
    public static (double Lowest, double Highest) Of(Quantity quantity) => quantity switch
    {
        Quantity.SoilMoisture or Quantity.AirHumidity or Quantity.FillLevel or Quantity.BatteryCharge => (0, 100),
        Quantity.SoilTemperature => (-40, 85),
        Quantity.AirTemperature => (-55, 125),

        // METER TEROS 21: to -100,000 kPa; 0 = saturated.
        Quantity.SoilTension => (-100_000, 0),
        Quantity.SoilConductivity => (0, 50_000),
        Quantity.Permittivity => (1, 100),
        Quantity.Illuminance => (0, 250_000),
        Quantity.WindSpeed => (0, 120),
        Quantity.WindDirection => (0, 360),
        Quantity.Rainfall => (0, 100_000),
        Quantity.AirPressure => (300, 1200),
        Quantity.UltravioletIndex => (0, 25),
        Quantity.BatteryVoltage => (0, 60),
        Quantity.Distance => (0, 60_000),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };
}
