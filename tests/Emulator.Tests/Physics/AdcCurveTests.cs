using Jena.SensorNode.Emulator.Pins;
using Jena.SensorNode.Emulator.Probes;

namespace Jena.SensorNode.Emulator.Tests.Physics;

public class AdcCurveTests
{
    [Fact]
    public void The_curve_rises_is_blind_below_140_mV_and_ends_at_4095()
    {
        var counts = Enumerable.Range(0, 330).Select(step => AdcCurve.Counts(step / 100.0)).ToList();

        Assert.All(counts.Zip(counts.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.Equal(0, AdcCurve.Counts(0.13));
        Assert.Equal(4095, AdcCurve.Counts(3.3));
    }

    [Fact]
    public void The_curve_bends_above_two_and_a_half_volts()
    {
        var below = AdcCurve.Counts(2.0) - AdcCurve.Counts(1.5);
        var above = AdcCurve.Counts(3.1) - AdcCurve.Counts(2.6);

        Assert.True(above > below * 1.3);
    }

    [Fact]
    public void Water_and_counts_convert_both_ways()
    {
        for (var water = 0.0; water <= 60; water += 0.5)
        {
            Assert.Equal(water, CapacitiveProbe.WaterPercent(CapacitiveProbe.ExpectedCounts(water)), 1e-6);
        }
    }
}
