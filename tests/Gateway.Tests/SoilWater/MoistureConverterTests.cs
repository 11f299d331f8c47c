using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.SoilWater;

public class MoistureConverterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1500, 100)] // 1.3504 V: far wetter than the curve was made for, which says 112.6; the range test marks it
    [InlineData(2500, 43.95)] // 2.1561 V
    [InlineData(3072, 24.66)] // 2.5925 V
    public void Without_a_calibration_the_default_curve_of_the_kind_holds(int raw, double percent)
    {
        var water = new MoistureConverter(new FixedCalibrations(), new()).Convert(ChannelKind.SoilMoistureAdc, 7, raw, 20, Noon);

        Assert.Equal(percent, water.Percent, 0.1);
        Assert.False(water.IsCalibrated);
        Assert.Equal(0, water.CalibrationVersion);
    }

    [Fact]
    public void The_probes_own_calibration_takes_over()
    {
        var own = new FixedCalibrations(TwoPoint(version: 3));

        var water = new MoistureConverter(own, new()).Convert(ChannelKind.SoilMoistureAdc, 7, 2250, null, Noon);

        Assert.Equal(new SoilMoisture(25, 3, true), water);
    }

    [Fact]
    public void A_calibration_without_points_goes_back_to_the_default_and_is_not_called_calibrated()
    {
        var empty = new FixedCalibrations(TwoPoint(version: 4) with { Points = [] });

        var water = new MoistureConverter(empty, new()).Convert(ChannelKind.SoilMoistureSeesaw, 7, 1100, null, Noon);

        Assert.Equal(new SoilMoisture(25, 4, false), water);
    }

    [Theory]
    [InlineData(1500, 45, false, false)]
    [InlineData(3000, 5, false, false)]
    [InlineData(1499, 45.027, true, false)]
    [InlineData(3300, 0, true, true)]
    [InlineData(4095, 0, true, true)]
    [InlineData(0, 85, true, false)]
    [InlineData(int.MaxValue, 0, true, true)]
    [InlineData(int.MinValue, 100, true, true)]
    public void Beyond_its_points_a_calibration_goes_on_straight_within_what_water_can_be_and_tells_it(int raw, double percent, bool isExtrapolated, bool isBounded)
    {
        var water = new MoistureConverter(new FixedCalibrations(TwoPoint(version: 1)), new()).Convert(ChannelKind.SoilMoistureAdc, 7, raw, null, Noon);

        Assert.Equal(percent, water.Percent, 0.001);
        Assert.Equal((isExtrapolated, isBounded), (water.IsExtrapolated, water.IsBounded));
    }

    [Fact]
    public void Whatever_the_rules_take_gives_a_water_content_for_whatever_a_probe_gives() => Gen.Select(
        Gen.Select(Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Double[0, 4095]), Gen.Double[0, 100]).Array[2, 12], Gen.Int, Gen.Double[-100, 100], Gen.Double[-25, 50]).Sample((pairs, raw, perDegree, celsius) =>
        {
            var calibration = TwoPoint(version: 1) with { Points = [.. pairs.Select(pair => new CalibrationPoint(pair.Item1, pair.Item2))], Compensation = new(perDegree, 20) };
            if (CalibrationRules.Problem(calibration) is not null)
                calibration = calibration with { Points = [.. pairs.Select(pair => pair.Item1).Order().Zip(pairs.Select(pair => pair.Item2).Order(), (left, right) => new CalibrationPoint(left, right))] };
            if (CalibrationRules.Problem(calibration) is not null)
                return; // two equal numbers

            var water = new MoistureConverter(new FixedCalibrations(calibration), new()).Convert(ChannelKind.SoilMoistureAdc, 7, raw, celsius, Noon);

            Assert.InRange(water.Percent, 0, 100);
        });

    /// <summary>The sign: a probe that reads higher when warm reads, compensated, as at the reference temperature.</summary>
    [Fact]
    public void Compensation_takes_out_exactly_what_temperature_put_in() => Gen.Select(Gen.Int[1600, 2900], Gen.Double[-5, 5], Gen.Double[-10, 40], Gen.Double[0, 30]).Sample((raw, perDegree, celsius, reference) =>
    {
        var calibrations = new FixedCalibrations(TwoPoint(version: 1) with { Compensation = new(perDegree, reference) });
        var atReference = new MoistureConverter(calibrations, new()).Convert(ChannelKind.SoilMoistureAdc, 7, raw, reference, Noon);
        var warmed = raw + (int)Math.Round(perDegree * (celsius - reference));

        var water = new MoistureConverter(calibrations, new()).Convert(ChannelKind.SoilMoistureAdc, 7, warmed, celsius, Noon);

        Assert.Equal(atReference.Percent, water.Percent, 0.015); // half a count of rounding, 0.0267 % a count
    });

    [Fact]
    public void Each_kind_of_probe_has_its_own_coefficient()
    {
        SoilWaterOptions options = new() { CapacitiveRawPerDegree = 3, SeesawRawPerDegree = -2, ReferenceCelsius = 10 };
        var converter = new MoistureConverter(new FixedCalibrations(TwoPoint(version: 1)), options);

        Assert.Equal(25 + (60 * 40 / 1500.0), converter.Convert(ChannelKind.SoilMoistureAdc, 7, 2250, 30, Noon).Percent, 9);
        Assert.Equal(25 - (40 * 40 / 1500.0), converter.Convert(ChannelKind.SoilMoistureSeesaw, 7, 2250, 30, Noon).Percent, 9);
    }

    [Fact]
    public void Compensation_of_the_kind_is_off_until_it_is_set()
    {
        var calibrations = new FixedCalibrations(TwoPoint(version: 1));
        var off = new MoistureConverter(calibrations, new());
        var on = new MoistureConverter(calibrations, new() { CapacitiveRawPerDegree = 3, ReferenceCelsius = 20 });

        Assert.Equal(25, off.Convert(ChannelKind.SoilMoistureAdc, 7, 2250, 30, Noon).Percent, 9);
        // 30 counts of warmth taken out: 2220 counts at 20 °C.
        Assert.Equal(25.8, on.Convert(ChannelKind.SoilMoistureAdc, 7, 2250, 30, Noon).Percent, 9);
    }

    [Fact]
    public void Compensation_of_the_probe_wins_over_that_of_its_kind()
    {
        var calibrations = new FixedCalibrations(TwoPoint(version: 1) with { Compensation = new(-3, 10) });
        var converter = new MoistureConverter(calibrations, new() { CapacitiveRawPerDegree = 3 });

        Assert.Equal(23.4, converter.Convert(ChannelKind.SoilMoistureAdc, 7, 2250, 30, Noon).Percent, 9);
    }

    [Fact]
    public void Without_a_soil_temperature_nothing_is_compensated()
    {
        var converter = new MoistureConverter(new FixedCalibrations(TwoPoint(version: 1)), new() { CapacitiveRawPerDegree = 3 });

        var water = converter.Convert(ChannelKind.SoilMoistureAdc, 7, 2250, null, Noon);
        Assert.Equal((25.0, true), (Math.Round(water.Percent, 9), water.IsUncompensated));
        Assert.False(new MoistureConverter(new FixedCalibrations(TwoPoint(version: 1)), new()).Convert(ChannelKind.SoilMoistureAdc, 7, 2250, null, Noon).IsUncompensated);
    }

    private static Calibration TwoPoint(int version) =>
        new() { ProbeId = 7, Version = version, ValidFrom = DateTimeOffset.UnixEpoch, Points = [new(1500, 45), new(3000, 5)] };
}
