using CsCheck;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.SoilWater;

public class CalibrationCurveTests
{
    private static readonly Gen<CalibrationPoint[]> FallingPoints =
        Gen.Select(Gen.Double[1, 500], Gen.Double[0, 10]).Array[2, 20].Select(steps =>
        {
            var (raw, value) = (0.0, 100.0);
            return steps.Select(step => new CalibrationPoint(raw += step.Item1, value -= step.Item2)).ToArray();
        });

    [Fact]
    public void Two_points_are_a_straight_line_that_goes_on_beyond_them()
    {
        var curve = new CalibrationCurve([new(3000, 5), new(1500, 45)]);

        Assert.Equal(45, curve.At(1500), 9);
        Assert.Equal(25, curve.At(2250), 9);
        Assert.Equal(5, curve.At(3000), 9);
        Assert.Equal(-3, curve.At(3300), 9);
    }

    [Fact]
    public void A_rising_probe_has_the_mirrored_curve_of_a_falling_one() => Gen.Select(FallingPoints, Gen.Double[-100, 11_000]).Sample((points, raw) =>
    {
        var rising = new CalibrationCurve([.. points.Select(point => new CalibrationPoint(-point.Raw, point.Value))]);

        Assert.Equal(new CalibrationCurve(points).At(raw), rising.At(-raw), 6);
    });

    [Fact]
    public void Beyond_its_points_it_goes_on_with_the_slope_of_the_outer_two() => Gen.Select(FallingPoints, Gen.Double[0, 5000]).Sample((points, beyond) =>
    {
        var curve = new CalibrationCurve(points);
        var (left, right) = (points[^2], points[^1]);
        Assert.Equal(right.Value + (beyond * (right.Value - left.Value) / (right.Raw - left.Raw)), curve.At(right.Raw + beyond), 6);
        Assert.Equal((true, true, right.Raw + beyond <= right.Raw), (curve.Covers(points[0].Raw), curve.Covers(right.Raw), curve.Covers(right.Raw + beyond)));
        Assert.False(curve.Covers(Math.BitDecrement(points[0].Raw)));
    });

    [Fact]
    public void A_plateau_between_two_points_stays_flat()
    {
        var curve = new CalibrationCurve([new(1000, 50), new(1500, 30), new(2000, 30), new(3000, 5)]);

        Assert.All(Enumerable.Range(1500, 501), raw => Assert.Equal(30, curve.At(raw), 9));
    }

    [Fact]
    public void Every_point_lies_on_its_curve() => FallingPoints.Sample(points =>
    {
        var curve = new CalibrationCurve(points);
        foreach (var point in points)
            Assert.Equal(point.Value, curve.At(point.Raw), 6);
    });

    [Fact]
    public void Wetter_soil_never_reads_drier() => Gen.Select(FallingPoints, Gen.Double[-100, 11_000], Gen.Double[0, 50]).Sample((points, raw, step) =>
    {
        var curve = new CalibrationCurve(points);
        Assert.True(curve.At(raw + step) <= curve.At(raw) + 1e-9);
    });

    [Fact]
    public void The_curve_stays_between_neighbouring_points() => Gen.Select(FallingPoints, Gen.Double[0, 1]).Sample((points, share) =>
    {
        var curve = new CalibrationCurve(points);
        for (var index = 1; index < points.Length; index++)
        {
            var (left, right) = (points[index - 1], points[index]);
            var value = curve.At(left.Raw + (share * (right.Raw - left.Raw)));
            Assert.InRange(value, right.Value - 1e-9, left.Value + 1e-9);
        }
    });

    [Fact]
    public void The_order_in_which_points_were_entered_does_not_matter()
    {
        CalibrationPoint[] points = [new(1000, 50), new(1800, 30), new(2600, 8)];

        Assert.Equal(new CalibrationCurve(points).At(1400), new CalibrationCurve([points[2], points[0], points[1]]).At(1400));
    }
}
