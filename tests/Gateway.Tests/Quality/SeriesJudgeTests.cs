using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.Quality;

public class SeriesJudgeTests
{
    [Fact]
    public void A_single_value_away_from_both_neighbours_is_a_spike_and_its_neighbours_are_not()
    {
        var flags = Judge(Quantity.SoilMoisture, 15, 25, 25.1, 38, 25.2, 25.1);

        Assert.Equal([QualityFlags.None, QualityFlags.None, QualityFlags.Spike, QualityFlags.None, QualityFlags.None], flags);
    }

    [Fact]
    public void Rain_is_no_fault()
    {
        var flags = Judge(Quantity.SoilMoisture, 15, 18, 18, 33, 35, 34.5, 33, 31.5);

        Assert.All(flags, flag => Assert.Equal(QualityFlags.None, flag));
    }

    [Fact]
    public void A_fall_that_no_drainage_makes_is_a_step_and_only_its_first_value_is_marked()
    {
        var flags = Judge(Quantity.SoilMoisture, 15, 30, 30.1, 14, 13.9, 14);

        Assert.Equal([QualityFlags.None, QualityFlags.None, QualityFlags.Step, QualityFlags.None, QualityFlags.None], flags);
    }

    [Fact]
    public void Soil_temperature_may_not_jump_in_either_direction()
    {
        Assert.Equal(QualityFlags.Step, Judge(Quantity.SoilTemperature, 60, 10, 17, 17)[1]);
        Assert.Equal(QualityFlags.Step, Judge(Quantity.SoilTemperature, 60, 10, 3, 3)[1]);
        Assert.Equal(QualityFlags.None, Judge(Quantity.SoilTemperature, 60, 10, 13, 14)[1]);
    }

    [Fact]
    public void Tension_is_judged_by_its_logarithm()
    {
        // From 20 to 60 kPa is a third of a decade: a dry day. From 20 to 2000 kPa within an hour is none.
        Assert.Equal(QualityFlags.None, Judge(Quantity.SoilTension, 60, -20, -60, -62)[1]);
        Assert.Equal(QualityFlags.Step, Judge(Quantity.SoilTension, 60, -20, -2000, -2000)[1]);
    }

    [Fact]
    public void Neighbours_too_far_apart_say_nothing() =>
        Assert.All(Judge(Quantity.SoilTemperature, 6 * 60, 10, 25, 10), flag => Assert.Equal(QualityFlags.None, flag));

    [Fact]
    public void A_value_that_never_moves_is_stuck_from_the_end_of_the_time_allowed()
    {
        var flags = Judge(Quantity.SoilMoisture, 60, [.. Enumerable.Repeat(22.5, 30), 22.6, 22.6]);

        Assert.All(flags.Take(24), flag => Assert.Equal(QualityFlags.None, flag));
        Assert.All(flags.Skip(24).Take(6), flag => Assert.Equal(QualityFlags.Stuck, flag));
        Assert.All(flags.Skip(30), flag => Assert.Equal(QualityFlags.None, flag));
    }

    [Fact]
    public void Few_readings_far_apart_are_no_proof_of_being_stuck() =>
        Assert.All(Judge(Quantity.SoilMoisture, 12 * 60, [.. Enumerable.Repeat(22.5, 6)]), flag => Assert.Equal(QualityFlags.None, flag));

    [Theory]
    [InlineData((int)Quantity.SoilTemperature, 0.0)] // ice and water together
    [InlineData((int)Quantity.AirHumidity, 100.0)] // fog
    [InlineData((int)Quantity.SoilTension, -9.0)] // wet end of the TEROS 21
    public void Nature_holds_some_values_for_weeks(int quantity, double value) =>
        Assert.All(Judge((Quantity)quantity, 60, [.. Enumerable.Repeat(value, 24 * 20)]), flag => Assert.Equal(QualityFlags.None, flag));

    [Fact]
    public void A_fault_between_two_values_hides_neither()
    {
        var flags = Judge(Quantity.SoilMoisture, 15, 25, double.NaN, 25, 25.2);

        Assert.Equal([QualityFlags.None, QualityFlags.Fault, QualityFlags.None, QualityFlags.None], flags);
    }

    [Fact]
    public void A_fault_between_does_not_hide_a_spike()
    {
        var flags = Judge(Quantity.SoilMoisture, 15, 25, 38, double.NaN, 25.2, 25.2);

        Assert.Equal([QualityFlags.None, QualityFlags.Spike, QualityFlags.Fault, QualityFlags.None, QualityFlags.None], flags);
    }

    [Fact]
    public void A_probe_that_jumps_to_and_fro_is_doubted_at_every_value_between() =>
        Assert.Equal([QualityFlags.None, QualityFlags.Spike, QualityFlags.Spike, QualityFlags.Spike, QualityFlags.Spike, QualityFlags.None], Judge(Quantity.SoilMoisture, 15, 35, 20, 35, 20, 35, 20));

    [Theory]
    [InlineData(24 * 60, 9, 2)] // the eighth is seven days after the first
    [InlineData(26 * 60, 60, 0)] // farther apart than a day and an hour: what was between, nobody knows
    public void A_device_that_sends_once_a_day_is_stuck_by_its_eighth_equal_value(int minutesApart, int count, int stuck)
    {
        var flags = Judge(Quantity.SoilMoisture, minutesApart, [.. Enumerable.Repeat(22.5, count)]);

        Assert.Equal(stuck == 0 ? 0 : count - 7, flags.Count(flag => flag == QualityFlags.Stuck));
    }

    [Fact]
    public void Silence_of_weeks_between_equal_values_is_no_proof()
    {
        var before = Series(Quantity.SoilMoisture, 60, [.. Enumerable.Repeat(22.5, 20)]);
        var after = before.Select(reading => reading with { TimeUnixMilliseconds = reading.TimeUnixMilliseconds + (21L * 86_400_000) });

        Assert.All(Run([.. before, .. after]), reading => Assert.Equal(QualityFlags.None, reading.Reading.Flags));
    }

    [Fact]
    public void A_sensor_of_another_maker_that_rounds_may_rest_for_days_in_winter_but_not_for_a_week()
    {
        var readings = Series(Quantity.SoilMoisture, 60, [.. Enumerable.Repeat(31.0, 24 * 8)]).Select(reading => reading with { Reading = reading.Reading with { Kind = 0 } });

        Assert.Equal(7 * 24, Run(readings).TakeWhile(reading => reading.Reading.Flags == QualityFlags.None).Count());
    }

    [Fact]
    public void A_hanging_probe_is_known_by_what_it_gave_though_compensation_moves_its_value()
    {
        var readings = Series(Quantity.SoilMoisture, 60, [.. Enumerable.Range(0, 30).Select(hour => 20 + Math.Sin(hour))]).Select(reading => reading with { Reading = reading.Reading with { Raw = 2250 } });

        Assert.True(Run(readings)[^1].Reading.Flags.HasFlag(QualityFlags.Stuck));
    }

    [Fact]
    public void A_new_calibration_is_no_step()
    {
        var readings = Series(Quantity.SoilMoisture, 60, [40, 40, 12, 12]).Select((reading, index) => reading with { Reading = reading.Reading with { CalibrationVersion = index < 2 ? 1 : 2 } });

        Assert.All(Run(readings), reading => Assert.Equal(QualityFlags.None, reading.Reading.Flags));
    }

    /// <summary>Values and gaps as hostile as they come: equal ones, jumps, faults, minutes and days between.</summary>
    [Fact]
    public void The_judgement_of_a_reading_hangs_on_nothing_farther_than_the_window_says() => Gen.Select(
        Gen.Select(Gen.OneOf(Gen.Const(20.0), Gen.Const(20.0), Gen.Const(35.0), Gen.Double[0, 60], Gen.Const(double.NaN)), Gen.OneOf(Gen.Int[1, 60], Gen.Int[80, 100], Gen.Int[600, 1600])).Array[1, 60],
        Gen.OneOf(Gen.Const(Quantity.SoilMoisture), Gen.Const(Quantity.SoilTemperature), Gen.Const(Quantity.SoilTension)), Gen.Int[0, 59]).Sample((steps, quantity, chosen) =>
        {
            var sign = quantity == Quantity.SoilTension ? -1 : 1;
            var time = 0L;
            var times = steps.Select(step => time += step.Item2 * 60_000L).ToArray();
            var series = Series(quantity, 1, [.. steps.Select(step => sign * step.Item1)]).Select((reading, index) => reading with { TimeUnixMilliseconds = times[index] }).ToList();
            var whole = Run(series);

            var index = chosen % series.Count;
            var near = series.Where(reading => reading.TimeUnixMilliseconds >= times[index] - SeriesJudge.Before.TotalMilliseconds
                && reading.TimeUnixMilliseconds <= times[index] + SeriesJudge.After.TotalMilliseconds);
            Assert.Equal(whole[index], Run(near).Single(reading => reading.TimeUnixMilliseconds == times[index]));
        }, iter: 20_000);

    [Fact]
    public void Every_reading_leaves_once_in_order_with_its_value_untouched() => Gen.Double[-50, 150].Array[0, 60].Sample(values =>
    {
        var readings = Series(Quantity.SoilMoisture, 20, values).ToList();

        var judged = Run(readings);

        Assert.Equal(readings.Select(reading => (reading.TimeUnixMilliseconds, reading.Reading.Value)), judged.Select(reading => (reading.TimeUnixMilliseconds, reading.Reading.Value)));
        Assert.All(judged.Zip(readings), pair => Assert.True(pair.First.Reading.Flags.HasFlag(pair.Second.Reading.Flags)));
    });

    private static List<QualityFlags> Judge(Quantity quantity, int minutesApart, params double[] values) =>
        [.. Run(Series(quantity, minutesApart, values)).Select(reading => reading.Reading.Flags)];

    private static TimedReading[] Run(IEnumerable<TimedReading> readings) => SeriesJudge.Judge([.. readings]);

    private static IEnumerable<TimedReading> Series(Quantity quantity, int minutesApart, double[] values) => values.Select((value, index) =>
    {
        var isFault = double.IsNaN(value);
        var reading = new Reading(0, ChannelKind.SoilMoistureAdc, quantity, 30, isFault ? null : value, "", isFault ? ChannelFault.Missing : ChannelFault.None, isFault ? QualityFlags.Fault : QualityFlags.None, 0);
        return new TimedReading(index * minutesApart * 60_000L, reading);
    });
}
