using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>
/// Marks water readings of frozen soil. Ice has a permittivity of 3 against 80 of water, so a dielectric probe sees a dry
/// soil; and the TEROS 21 gives no potential below 0 °C (METER).
/// </summary>
internal static class FrozenSoil
{
    // Frost goes down some cm a day: farther away it can be on the other side of 0 °C.
    private const int FarthestCentimeters = 10;

    /// <summary>Sets the flag on water readings whose depth, or the nearest one measured within 10 cm, is frozen in the same sample.</summary>
    /// <param name="readings">Readings of one sample.</param>
    /// <param name="frozenBelowCelsius">At and below this temperature the soil counts as frozen.</param>
    public static void Mark(Reading[] readings, double frozenBelowCelsius)
    {
        for (var index = 0; index < readings.Length; index++)
        {
            if (IsWater(readings[index].Quantity) && IsFrozen(readings, readings[index].DepthCentimeters, frozenBelowCelsius))
                readings[index] = readings[index] with { Flags = readings[index].Flags | QualityFlags.FrozenSoil };
        }
    }

    private static bool IsFrozen(Reading[] readings, int depth, double frozenBelowCelsius)
    {
        var (nearest, isFrozen) = (FarthestCentimeters + 1, false);
        foreach (var temperature in readings)
        {
            // What no soil of the region can be is a fault of the thermometer, not frost.
            if (temperature.Quantity != Quantity.SoilTemperature || temperature.Value is not { } celsius || temperature.Flags.HasFlag(QualityFlags.Range))
                continue;
            var distance = Distance(temperature.DepthCentimeters, depth);
            if (distance < nearest)
                (nearest, isFrozen) = (distance, false);
            isFrozen |= distance == nearest && distance <= FarthestCentimeters && celsius <= frozenBelowCelsius;
        }

        return isFrozen;
    }

    private static bool IsWater(Quantity quantity) => quantity is Quantity.SoilMoisture or Quantity.SoilTension or Quantity.Permittivity;

    // Without a depth in the registry the pair cannot be told from others; then any frozen probe marks all of the device.
    private static int Distance(int temperatureDepth, int waterDepth) =>
        temperatureDepth == waterDepth || temperatureDepth == ProbeDescription.InAir ? 0
        : waterDepth == ProbeDescription.InAir ? int.MaxValue
        : Math.Abs(temperatureDepth - waterDepth);
}
