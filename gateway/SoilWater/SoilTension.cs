namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Soil water potential and its logarithmic form.</summary>
internal static class SoilTension
{
    private const double HectopascalPerKilopascal = 10;

    /// <summary>
    /// pF = log10(|ψ| in hPa), as the city's rule has it. Only for a measured potential: a capacitive probe gives water
    /// content, and pF from that would be a guess about the soil.
    /// </summary>
    /// <param name="kilopascal">Water potential; the sign does not matter.</param>
    /// <returns>Null for 0 and for what is not a number: a saturated soil has no pF.</returns>
    public static double? ToPf(double kilopascal)
    {
        var hectopascal = Math.Abs(kilopascal) * HectopascalPerKilopascal;
        return hectopascal > 0 && double.IsFinite(hectopascal) ? Math.Log10(hectopascal) : null;
    }
}
