namespace Jena.SensorNode.Emulator.Pins;

/// <summary>
/// The converter of the classic ESP32 at 12 dB and 12 bits, uncalibrated: blind below 0.14 V, nearly straight to 2.45 V, then bending until it
/// is full at 3.15 V (shape of Espressif's characteristic curve; each chip differs by a few per cent).
/// </summary>
public static class AdcCurve
{
    /// <summary>Highest count.</summary>
    public const int FullScale = 4095;

    private static readonly (double Volts, double Counts)[] points =
    [
        (0.00, 0), (0.14, 0), (0.50, 445), (1.00, 1070), (1.50, 1692), (2.00, 2315), (2.45, 2890),
        (2.60, 3105), (2.80, 3430), (3.00, 3800), (3.10, 4010), (3.15, 4095), (5.00, 4095),
    ];

    /// <summary>Counts, not rounded, for a voltage.</summary>
    public static double Counts(double volts)
    {
        for (var i = 1; i < points.Length; i++)
        {
            if (volts <= points[i].Volts)
            {
                var share = (volts - points[i - 1].Volts) / (points[i].Volts - points[i - 1].Volts);
                return Math.Max(0, double.Lerp(points[i - 1].Counts, points[i].Counts, share));
            }
        }

        return FullScale;
    }

    /// <summary>The voltage in the curve's rising part that gives these counts.</summary>
    public static double Volts(double counts)
    {
        for (var i = 2; i < points.Length - 1; i++)
        {
            if (counts <= points[i].Counts)
            {
                var share = (counts - points[i - 1].Counts) / (points[i].Counts - points[i - 1].Counts);
                return double.Lerp(points[i - 1].Volts, points[i].Volts, share);
            }
        }

        return points[^2].Volts;
    }
}
