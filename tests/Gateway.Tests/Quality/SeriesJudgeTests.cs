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
    public void Every_reading_leaves_once_in_order_with_its_value_untouched() => Gen.Double[-50, 150].Array[0, 60].Sample(values =>
    {
        var readings = Series(Quantity.SoilMoisture, 20, values).ToList();

        var judged = Run(readings);

        Assert.Equal(readings.Select(reading => (reading.TimeUnixMilliseconds, reading.Reading.Value)), judged.Select(reading => (reading.TimeUnixMilliseconds, reading.Reading.Value)));
        Assert.All(judged.Zip(readings), pair => Assert.True(pair.First.Reading.Flags.HasFlag(pair.Second.Reading.Flags)));
    });

    private static List<QualityFlags> Judge(Quantity quantity, int minutesApart, params double[] values) =>
        [.. Run(Series(quantity, minutesApart, values)).Select(reading => reading.Reading.Flags)];

    private static List<TimedReading> Run(IEnumerable<TimedReading> readings)
    {
        var judge = new SeriesJudge();
        var judged = readings.Select(judge.Push).ToList();
        judged.Add(judge.Finish());
        return [.. judged.OfType<TimedReading>()];
    }

    private static IEnumerable<TimedReading> Series(Quantity quantity, int minutesApart, double[] values) => values.Select((value, index) =>
    {
        var isFault = double.IsNaN(value);
        var reading = new Reading(0, ChannelKind.SoilMoistureAdc, quantity, 30, isFault ? null : value, "", isFault ? ChannelFault.Missing : ChannelFault.None, isFault ? QualityFlags.Fault : QualityFlags.None, 0);
        return new TimedReading(index * minutesApart * 60_000L, reading);
    });
}
