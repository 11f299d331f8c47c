namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>
/// Transverse Mercator by Krüger's series in n to the fourth order (Karney 2011, eq. 35), zone 32 on GRS 80: an independent
/// check of the library.
/// </summary>
internal static class Krueger
{
    private const double SemiMajorMeters = 6_378_137;
    private const double Flattening = 1 / 298.257222101;

    public static (double EastingMeters, double NorthingMeters) Project(double latitudeDegrees, double longitudeDegrees)
    {
        var n = Flattening / (2 - Flattening);
        var radius = SemiMajorMeters / (1 + n) * (1 + (n * n / 4) + (n * n * n * n / 64));
        double[] alpha =
        [
            (n / 2) - (2 * n * n / 3) + (5 * n * n * n / 16) + (41 * n * n * n * n / 180),
            (13 * n * n / 48) - (3 * n * n * n / 5) + (557 * n * n * n * n / 1440),
            (61 * n * n * n / 240) - (103 * n * n * n * n / 140),
            49561 * n * n * n * n / 161280,
        ];
        var sine = Math.Sin(latitudeDegrees * Math.PI / 180);
        var eccentricity = 2 * Math.Sqrt(n) / (1 + n);
        var t = Math.Sinh(Math.Atanh(sine) - (eccentricity * Math.Atanh(eccentricity * sine)));
        var longitude = (longitudeDegrees - 9) * Math.PI / 180;
        var xi = Math.Atan2(t, Math.Cos(longitude));
        var eta = Math.Atanh(Math.Sin(longitude) / Math.Sqrt(1 + (t * t)));
        var (x, y) = (eta, xi);
        for (var j = 1; j <= alpha.Length; j++)
        {
            x += alpha[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
            y += alpha[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
        }

        return (500_000 + (0.9996 * radius * x), 0.9996 * radius * y);
    }
}
