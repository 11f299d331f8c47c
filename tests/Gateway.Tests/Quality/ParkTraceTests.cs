using Jena.SensorNode.Gateway.Aggregates;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.Quality;

/// <summary>
/// How often a flag is wrong and how often it is right, on recorded soil: the trace as it is for false alarms, the trace with faults put in for what is
/// found. The rates are printed with the test.
/// </summary>
public class ParkTraceTests
{
    private readonly Random _random = new(20221115);

    [Fact]
    public void Recorded_soil_raises_no_false_alarm()
    {
        var all = ParkTrace.Read().Values.SelectMany(ParkTrace.Judge).ToList();

        Print($"false alarms: {all.Count(flags => flags != QualityFlags.None)} of {all.Count} hours");
        Assert.True(all.Count > 19_000);
        Assert.All(all, flags => Assert.Equal(QualityFlags.None, flags));
    }

    [Theory]
    [InlineData(5.5, 0.95)] // a peak beside rain or watering may look like it
    [InlineData(-8, 0.99)]
    [InlineData(20, 1)]
    public void Spikes_put_into_the_record_are_found_and_no_other_hour_is_marked(double percent, double leastShare) =>
        Check((values, hour) => values[hour] += percent, QualityFlags.Spike, marked: 1, leastShare);

    [Theory]
    [InlineData(-13, 0.99)] // a probe that lost contact: it stays dry
    [InlineData(48, 0.99)]
    public void A_step_that_no_water_makes_is_found_once(double percent, double leastShare) => Check(
        (values, hour) =>
        {
            for (var later = hour; later < hour + 8; later++)
                values[later] += percent;
            // Back slowly, as no step.
            for (var later = hour + 8; later < Math.Min(values.Length, hour + 8 + 16); later++)
                values[later] += percent * (hour + 24 - later) / 17;
        },
        QualityFlags.Step,
        marked: 1,
        leastShare);

    [Fact]
    public void A_probe_that_hangs_is_marked_after_a_day_until_it_moves() => Check(
        (values, hour) => Array.Fill(values, values[hour - 1], hour, 36), QualityFlags.Stuck, marked: 13, leastShare: 1, offset: 23);

    [Fact]
    public void Dry_soil_seen_by_a_probe_without_calibration_stays_in_the_aggregates()
    {
        var device = Samples.SixChannels;
        var interpreter = new SampleInterpreter(new(new SoilWater.FixedCalibrations(), new()), new NoFields(), new());
        var (inAir, dropped, hours) = (0, 0, 0);
        foreach (var percent in ParkTrace.Read().Values.SelectMany(values => values))
        {
            var reading = interpreter.Interpret(Samples.Of(RawOf(percent), 3000, 3000, 288, 288, 288), device)[0];
            Assert.Equal(Math.Max(percent, 8.13), reading.Value!.Value, 0.5); // the converter ends at 3.13 V
            (inAir, dropped, hours) = (inAir + (reading.Flags.HasFlag(QualityFlags.InAir) ? 1 : 0), dropped + (Aggregation.Counts(reading.Flags) ? 0 : 1), hours + 1);
        }

        Print($"asked whether in air: {inAir} of {hours}, left out of aggregates: {dropped}");
        Assert.Equal(0, dropped);
    }

    /// <summary>Puts a fault into each second day of each probe, by itself, and looks at what is marked beyond the record as it is.</summary>
    private void Check(Action<double[], int> fault, QualityFlags flag, int marked, double leastShare, int offset = 0)
    {
        var (found, total, elsewhere) = (0, 0, 0);
        foreach (var percents in ParkTrace.Read().Values)
        {
            for (var hour = 24 + _random.Next(24); hour < percents.Length - 48; hour += 48)
            {
                var faulty = (double[])percents.Clone();
                fault(faulty, hour);
                var judged = ParkTrace.Judge(faulty);
                var hits = Enumerable.Range(0, judged.Length).Where(index => judged[index].HasFlag(flag)).ToList();
                var expected = Enumerable.Range(hour + offset, marked).ToList();
                found += expected.All(hits.Contains) ? 1 : 0;
                elsewhere += hits.Except(expected).Count();
                total++;
            }
        }

        Print($"{flag}: {found} of {total} found, {elsewhere} hours marked elsewhere");
        Assert.True(found >= leastShare * total, $"{found} of {total}");
        Assert.True(elsewhere <= (1 - leastShare) * total, $"{elsewhere} elsewhere");
    }

    // The default curve the other way round, to the nearest count.
    private static int RawOf(double percent)
    {
        var (low, high) = (0, Esp32AdcCurve.MaximumCounts);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = DefaultMoistureCurves.CapacitivePercent(Esp32AdcCurve.ToVolts(middle)) >= percent ? (middle, high) : (low, middle);
        }

        return Math.Abs(DefaultMoistureCurves.CapacitivePercent(Esp32AdcCurve.ToVolts(low)) - percent)
            < Math.Abs(DefaultMoistureCurves.CapacitivePercent(Esp32AdcCurve.ToVolts(high)) - percent) ? low : high;
    }

    private static void Print(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    private sealed class NoFields : IForeignChannels
    {
        public ForeignChannel? Find(int layoutId, int channel) => null;
    }
}
