using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>
/// Curves that hold until a probe has its own calibration. They are good for seeing wetter and drier, not for a figure to
/// compare sites by: boards differ by several hundred counts, soils by as much (Placidi et al. 2020, Adla et al. 2020), so
/// every reading from them is marked as uncalibrated.
/// </summary>
internal static class DefaultMoistureCurves
{
    /// <summary>
    /// Capacitive probe of the SEN0193 kind at 3.3 V: θ = 2.48 / V − 0.71 (m³/m³), fitted to the data of
    /// makerportal/soil-moisture-cal; falling with the voltage. The converter ends at 3.13 V, so that it says 8.1 % for anything drier.
    /// </summary>
    /// <param name="volts">Output of the probe, above 0.</param>
    /// <returns>VWC in %.</returns>
    public static double CapacitivePercent(double volts) => 100 * ((2.48 / volts) - 0.71);

    /// <summary>
    /// Adafruit seesaw probe: 200 counts "very dry" to 2000 "very wet" (Adafruit 4026); a straight line from 0 to 50 % VWC
    /// between them. The maker gives no relation to water content.
    /// </summary>
    public static double SeesawPercent(double counts) => (counts - 200) / (2000 - 200) * 50;

    /// <summary>VWC in % from a raw value by the kind of probe; null for a kind that is no moisture probe.</summary>
    public static double? Percent(ChannelKind kind, double raw) => kind switch
    {
        ChannelKind.SoilMoistureAdc => CapacitivePercent(Esp32AdcCurve.ToVolts(raw)),
        ChannelKind.SoilMoistureSeesaw => SeesawPercent(raw),
        _ => null,
    };
}
