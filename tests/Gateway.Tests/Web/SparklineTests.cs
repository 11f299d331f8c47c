using CsCheck;
using Jena.SensorNode.Gateway.Web.Views;

namespace Jena.SensorNode.Gateway.Tests.Web;

public class SparklineTests
{
    [Fact]
    public void A_gap_stays_a_gap()
    {
        var curve = Draw([(0, 1), (10, 2), (100, 3), (110, 4)], gap: 20)!;

        Assert.Equal(2, curve.Path.Count(letter => letter == 'M'));
        Assert.Equal(2, curve.Path.Count(letter => letter == 'L'));
    }

    [Fact]
    public void A_reading_between_two_gaps_is_a_dot()
    {
        var curve = Draw([(0, 1), (10, 2), (100, 3), (200, 4), (210, 5), (300, 6)], gap: 20)!;

        Assert.Equal([false, true, false, true], curve.Path.Split('M')[1..].Select(part => part.EndsWith("h0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1e308, -1e308)]
    [InlineData(double.MaxValue, double.MinValue)]
    [InlineData(1e300, 0)]
    [InlineData(double.Epsilon, 0)]
    public void Values_that_no_instrument_gives_draw_a_curve_that_a_browser_can_read(double first, double second) =>
        Assert.Matches(@"^M[0-9.]+ [0-9.]+L[0-9.]+ [0-9.]+L[0-9.]+ [0-9.]+$", Draw([(0, first), (500, second), (1000, first)], smallestSpan: 5)!.Path);

    [Fact]
    public void One_point_is_no_curve() => Assert.Null(Draw([(0, 1)]));

    [Fact]
    public void Noise_is_not_blown_up_to_weather()
    {
        var flat = Draw([(0, 20), (500, 20.1), (1000, 20)], smallestSpan: 5)!;
        var heights = flat.Path.Split('M', 'L').Skip(1).Select(pair => double.Parse(pair.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.InRange(heights.Max() - heights.Min(), 0, 2);
    }

    [Fact]
    public void Every_point_lies_inside_the_drawing() => Gen.Select(Gen.Long[0, 1000], Gen.Double[-1000, 1000]).Array[2, 50].Sample(points =>
    {
        var curve = Draw([.. points.OrderBy(point => point.Item1)])!;
        foreach (var pair in curve.Path.Split('M', 'L').Skip(1))
        {
            var parts = pair.Replace("h0", "", StringComparison.Ordinal).Split(' ');
            Assert.InRange(double.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), 0, Sparkline.Width);
            Assert.InRange(double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), 0, Sparkline.Height);
        }
    });

    private static Sparkline? Draw((long, double)[] points, long gap = 10_000, double smallestSpan = 0) => Sparkline.Draw(points, 0, 1000, gap, smallestSpan, "");
}
