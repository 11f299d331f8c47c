using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.SoilWater;

public class MoistureConverterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1500, 112.64)] // 1.3504 V: far wetter than the curve was made for; the range test marks it
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

        Assert.Equal(25, converter.Convert(ChannelKind.SoilMoistureAdc, 7, 2250, null, Noon).Percent, 9);
    }

    private static Calibration TwoPoint(int version) =>
        new() { ProbeId = 7, Version = version, ValidFrom = DateTimeOffset.UnixEpoch, Points = [new(1500, 45), new(3000, 5)] };
}
