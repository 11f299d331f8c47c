namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>The unit that each quantity is given in; there is one only.</summary>
internal static class QuantityUnits
{
    /// <summary>Symbol of the unit; empty for a plain number.</summary>
    public static string Symbol(this Quantity quantity) => quantity switch
    {
        Quantity.SoilMoisture or Quantity.AirHumidity or Quantity.FillLevel or Quantity.BatteryCharge => "%",
        Quantity.SoilTemperature or Quantity.AirTemperature => "°C",
        Quantity.SoilTension => "kPa",
        Quantity.SoilConductivity => "µS/cm",
        Quantity.Illuminance => "lx",
        Quantity.WindSpeed => "m/s",
        Quantity.WindDirection => "°",
        Quantity.Rainfall => "mm",
        Quantity.AirPressure => "hPa",
        Quantity.BatteryVoltage => "V",
        Quantity.Distance => "mm",
        _ => "",
    };
}
