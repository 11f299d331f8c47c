namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>
/// Counts of the ESP32's ADC1 to volts at 12 dB attenuation, for a typical chip (reference 1100 mV). The input stage is
/// linear up to about 2880 counts (0.8056 mV a count, 142 mV offset) and flattens above; the points above are the means of
/// Espressif's curves for 1000 and 1200 mV reference (esp_adc_cal, ESP-IDF 4.4). Single chips differ by ±6 %, which a
/// calibration of the probe on its board takes in.
/// </summary>
internal static class Esp32AdcCurve
{
    /// <summary>Largest count of the converter.</summary>
    public const int MaximumCounts = 4095;

    private static readonly double[] Counts = [0, 2880, 2944, 3072, 3264, 3456, 3648, 3840, 4032, 4096];
    private static readonly double[] Millivolts = [142, 2462.2, 2501.5, 2592.5, 2718.5, 2832.5, 2932, 3023.5, 3107, 3134.5];

    /// <summary>Volts at the pin.</summary>
    /// <param name="counts">0..4095; values outside are taken as the nearest end.</param>
    public static double ToVolts(double counts)
    {
        var bounded = Math.Clamp(counts, 0, MaximumCounts);
        var above = 1;
        while (bounded > Counts[above])
            above++;
        var share = (bounded - Counts[above - 1]) / (Counts[above] - Counts[above - 1]);
        return (Millivolts[above - 1] + (share * (Millivolts[above] - Millivolts[above - 1]))) / 1000;
    }
}
