using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.SoilWater;

public class CalibrationRulesTests
{
    [Fact]
    public void Points_that_fall_or_rise_throughout_are_good()
    {
        Assert.Null(Problem(new(1500, 45), new(3000, 5)));
        Assert.Null(Problem(new(200, 0), new(900, 20), new(1500, 20), new(2000, 50)));
    }

    [Fact]
    public void No_point_means_back_to_the_default_curve() => Assert.Null(Problem());

    [Fact]
    public void What_is_wrong_is_said_in_words_that_help()
    {
        Assert.Contains("mindestens zwei", Problem(new CalibrationPoint(1500, 45)), StringComparison.Ordinal);
        Assert.Contains("1500", Problem(new(1500, 45), new(1500, 40)), StringComparison.Ordinal);
        Assert.Contains("einer Richtung", Problem(new(1000, 45), new(1500, 20), new(2000, 30)), StringComparison.Ordinal);
        Assert.Contains("trocken und nass", Problem(new(1000, 30), new(1500, 30)), StringComparison.Ordinal);
        Assert.Contains("Zahlen", Problem(new(double.NaN, 30), new(1500, 30)), StringComparison.Ordinal);
        Assert.Contains("64", Problem([.. Enumerable.Range(0, 65).Select(raw => new CalibrationPoint(raw, raw))]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1500, 101, "kein Wassergehalt")]
    [InlineData(1500, -0.1, "kein Wassergehalt")]
    [InlineData(1500, 450, "kein Wassergehalt")] // g/l for %
    [InlineData(1e300, 45, "gibt keine Sonde aus")]
    [InlineData(-1e300, 45, "gibt keine Sonde aus")]
    public void A_point_that_no_soil_or_probe_can_have_is_refused(double raw, double value, string words) =>
        Assert.Contains(words, Problem(new(raw, value), new(3000, 5)), StringComparison.Ordinal);

    [Theory]
    [InlineData(-101, 20, "zu groß")]
    [InlineData(2, 293, "keine des Bodens")] // kelvin
    [InlineData(2, -40, "keine des Bodens")]
    public void A_compensation_that_cannot_be_meant_is_refused(double perDegree, double reference, string words)
    {
        var calibration = new Calibration { ProbeId = 1, ValidFrom = default, Compensation = new(perDegree, reference) };

        Assert.Contains(words, CalibrationRules.Problem(calibration), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compensation_must_be_made_of_numbers()
    {
        var calibration = new Calibration { ProbeId = 1, ValidFrom = default, Compensation = new(double.PositiveInfinity, 20) };

        Assert.Contains("Temperaturkoeffizient", CalibrationRules.Problem(calibration), StringComparison.Ordinal);
    }

    private static string? Problem(params CalibrationPoint[] points) =>
        CalibrationRules.Problem(new Calibration { ProbeId = 1, ValidFrom = default, Points = points });
}
