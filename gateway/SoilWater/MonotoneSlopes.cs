namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Slopes at the points of a monotone cubic (Fritsch and Butland 1984: weighted harmonic mean of the neighbours).</summary>
internal static class MonotoneSlopes
{
    /// <summary>One slope a point.</summary>
    /// <param name="x">Strictly rising, at least two.</param>
    /// <param name="y">Values at <paramref name="x"/>.</param>
    public static double[] Of(double[] x, double[] y)
    {
        var last = x.Length - 1;
        var secant = new double[last];
        for (var index = 0; index < last; index++)
            secant[index] = (y[index + 1] - y[index]) / (x[index + 1] - x[index]);

        var slope = new double[x.Length];
        // The ends take the outer secant: monotone, and a straight continuation that depends on two measured points only.
        slope[0] = secant[0];
        slope[last] = secant[last - 1];
        for (var index = 1; index < last; index++)
        {
            if (secant[index - 1] * secant[index] <= 0)
                continue;
            var widthBefore = x[index] - x[index - 1];
            var widthAfter = x[index + 1] - x[index];
            var weightBefore = (2 * widthAfter) + widthBefore;
            var weightAfter = widthAfter + (2 * widthBefore);
            slope[index] = (weightBefore + weightAfter) / ((weightBefore / secant[index - 1]) + (weightAfter / secant[index]));
        }

        return slope;
    }
}
