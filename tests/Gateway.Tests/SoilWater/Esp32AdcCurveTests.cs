using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.SoilWater;

public class Esp32AdcCurveTests
{
    [Theory]
    [InlineData(0, 0.142)]
    [InlineData(1000, 0.9477)] // 0.8056 mV a count above the offset
    [InlineData(2880, 2.4622)]
    [InlineData(3456, 2.8325)]
    [InlineData(4095, 3.134)]
    public void Counts_become_the_volts_of_a_typical_chip(int counts, double volts) =>
        Assert.Equal(volts, Esp32AdcCurve.ToVolts(counts), 0.001);

    [Fact]
    public void More_counts_are_always_more_volts()
    {
        for (var counts = 1; counts <= Esp32AdcCurve.MaximumCounts; counts++)
            Assert.True(Esp32AdcCurve.ToVolts(counts) > Esp32AdcCurve.ToVolts(counts - 1), $"at {counts}");
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(65535, 4095)]
    public void Counts_that_the_converter_cannot_give_are_taken_as_its_ends(int counts, int end) =>
        Assert.Equal(Esp32AdcCurve.ToVolts(end), Esp32AdcCurve.ToVolts(counts));
}
