namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>
/// The curve through the points of a calibration. Two points: a straight line. More: a monotone cubic (Fritsch and Carlson
/// 1980, as PCHIP), which never overshoots between points, so that a wetter soil never reads drier. Beyond the outer
/// points it goes on straight with the slope there.
/// </summary>
internal sealed class CalibrationCurve
{
    private readonly double[] _raw;
    private readonly double[] _value;
    private readonly double[] _slope;

    /// <summary>Takes points that <see cref="CalibrationRules"/> found good.</summary>
    public CalibrationCurve(IReadOnlyList<CalibrationPoint> points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Count, 2);
        var ordered = points.OrderBy(point => point.Raw).ToList();
        _raw = [.. ordered.Select(point => point.Raw)];
        _value = [.. ordered.Select(point => point.Value)];
        _slope = MonotoneSlopes.Of(_raw, _value);
    }

    /// <summary>Whether a raw value lies between the outer points, ends included: beyond them the curve was not measured.</summary>
    public bool Covers(double raw) => raw >= _raw[0] && raw <= _raw[^1];

    /// <summary>Value at a raw value.</summary>
    public double At(double raw)
    {
        if (raw <= _raw[0])
            return _value[0] + (_slope[0] * (raw - _raw[0]));
        if (raw >= _raw[^1])
            return _value[^1] + (_slope[^1] * (raw - _raw[^1]));

        var found = Array.BinarySearch(_raw, raw);
        var left = found >= 0 ? found : ~found - 1;
        var width = _raw[left + 1] - _raw[left];
        var t = (raw - _raw[left]) / width;

        // Cubic Hermite form on the interval.
        var t2 = t * t;
        var t3 = t2 * t;
        return (((2 * t3) - (3 * t2) + 1) * _value[left]) + ((t3 - (2 * t2) + t) * width * _slope[left])
            + (((3 * t2) - (2 * t3)) * _value[left + 1]) + ((t3 - t2) * width * _slope[left + 1]);
    }
}
