using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>
/// Marks water readings of frozen soil. Ice has a permittivity of 3 against 80 of water, so a dielectric probe sees a dry
/// soil; and the TEROS 21 gives no potential below 0 °C (METER).
/// </summary>
internal static class FrozenSoil
{
    /// <summary>Sets the flag on water readings whose depth is frozen in the same sample.</summary>
    /// <param name="readings">Readings of one sample.</param>
    /// <param name="frozenBelowCelsius">At and below this temperature the soil counts as frozen.</param>
    public static void Mark(Reading[] readings, double frozenBelowCelsius)
    {
        foreach (var temperature in readings)
        {
            if (temperature.Quantity != Quantity.SoilTemperature || !(temperature.Value <= frozenBelowCelsius))
                continue;
            for (var index = 0; index < readings.Length; index++)
            {
                var water = readings[index];
                if (IsWater(water.Quantity) && IsSamePlace(water, temperature))
                    readings[index] = water with { Flags = water.Flags | QualityFlags.FrozenSoil };
            }
        }
    }

    private static bool IsWater(Quantity quantity) => quantity is Quantity.SoilMoisture or Quantity.SoilTension or Quantity.Permittivity;

    // Without a depth in the registry the pair cannot be told from others; then any frozen probe marks all of the device.
    private static bool IsSamePlace(Reading water, Reading temperature) =>
        water.DepthCentimeters == temperature.DepthCentimeters || temperature.DepthCentimeters == ProbeDescription.InAir;
}
