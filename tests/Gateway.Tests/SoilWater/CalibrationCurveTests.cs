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
