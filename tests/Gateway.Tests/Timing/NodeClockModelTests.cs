using CsCheck;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

public class NodeClockModelTests
{
    private const long Boot = 1_790_000_000_000;

    // Radians in a second.
    private const double Day = 2 * Math.PI / 86_400;

    private static readonly Gen<(double Rate, (double Gap, double Age, double Delay, bool Bounded)[] Frames)> Lives = Gen.Select(
        Gen.Double[-0.049, 0.049],
        Gen.Select(Gen.Double[60, 40_000], Gen.Double[0, 20], Gen.Frequency((6, Gen.Double[0.02, 8]), (1, Gen.Double[8, 40_000])), Gen.Bool).Array[1, 40]);

    [Fact]
    public void The_error_is_within_the_stated_uncertainty_through_drift_jitter_hours_of_delay_and_any_order() =>
        Gen.Select(Lives, Gen.Int[0, 1_000_000]).Sample((life, seed) =>
        {
            var node = new SimulatedNode(Boot, 1000 / (1 + life.Rate));
            var model = new NodeClockModel();
            foreach (var (sampled, sent, arrival, bound) in Arrivals(node, life.Frames).OrderBy(frame => Order(seed, frame.Arrival)))
            {
                model.Add((long)node.Seconds(sampled) + node.Age(sampled, sent), arrival, bound);
                var told = model.TimeOf(node.Seconds(sampled));
                // As the ingest does: nothing arrives before it was taken.
                var error = Math.Abs(Math.Min(told.UnixMilliseconds, arrival) - node.TrueTime(sampled));
                // Where nothing bounds the delay, a week is stated; the delays here are shorter.
                Assert.True(error <= told.UncertaintyMilliseconds, $"off by {error} ms, stated {told.UncertaintyMilliseconds} ms");
            }
        });

    [Fact]
    public void Samples_between_two_prompt_arrivals_six_hours_apart_are_known_to_half_a_minute() =>
        Gen.Select(Gen.Double[-0.05, 0.05], Gen.Double[0.1, 1], Gen.Int[1, 23]).Sample((drift, delay, quarter) =>
        {
            var node = new SimulatedNode(Boot, 1000 / (1 + drift));
            var model = new NodeClockModel();
            model.Add(100, node.TrueTime(100) + (long)(delay * 1000), 5000);
            model.Add(21_700, node.TrueTime(21_700) + 300, 5000);

            var told = model.TimeOf(100 + (quarter * 900));

            Assert.InRange(Math.Abs(told.UnixMilliseconds - node.TrueTime(100.5 + (quarter * 900))), 0, told.UncertaintyMilliseconds);
            Assert.InRange(told.UncertaintyMilliseconds, 1, 45_000);
        });

    [Fact]
    public void A_rate_that_wanders_with_day_and_night_stays_within_what_is_stated() =>
        Gen.Select(Gen.Double[-0.048, 0.048], Gen.Double[0, 0.001], Gen.Double[0, 6.28], Gen.Double[300, 50_000].Array[2, 30], Gen.Double[0.02, 8].Array[30]).Sample((drift, swing, phase, gaps, delays) =>
        {
            var model = new NodeClockModel();
            var sent = 0.0;
            foreach (var (gap, delay) in gaps.Zip(delays))
            {
                // What the node's clock shows runs at a rate that swings around its mean once a day.
                sent += gap;
                var taken = sent - (gap / 2);
                model.Add((long)NodeTime(sent), Boot + (long)((sent + delay) * 1000), 10_000);
                var told = model.TimeOf((long)NodeTime(taken));
                var error = Math.Abs(told.UnixMilliseconds - Boot - (taken * 1000));
                Assert.True(error <= told.UncertaintyMilliseconds, $"off by {error} ms, stated {told.UncertaintyMilliseconds} ms");
            }

            double NodeTime(double seconds) => (seconds * (1 + drift)) + (swing * (Math.Cos(phase) - Math.Cos((seconds * Day) + phase)) / Day);
        });

    [Fact]
    public void The_first_frame_alone_states_what_five_percent_can_do()
    {
        var model = new NodeClockModel();
        model.Add(21_600, Boot + 21_600_000, 1000);

        var told = model.TimeOf(0);

        Assert.InRange(told.UncertaintyMilliseconds, 1_000_000, 1_300_000);
    }

    [Fact]
    public void A_frame_that_waited_for_hours_moves_nothing()
    {
        var model = new NodeClockModel();
        for (var hour = 0; hour < 24; hour++)
            model.Add(hour * 3600, Boot + (hour * 3_600_000) + 200, 5000);
        var before = model.TimeOf(40_000);

        model.Add(24 * 3600, Boot + (24 * 3_600_000) + (5 * 3_600_000), null);
        model.Add(25 * 3600, Boot + (25 * 3_600_000) + (4 * 3_600_000), 5000);

        Assert.Equal(before, model.TimeOf(40_000));
        Assert.InRange(model.TimeOf(25 * 3600).UnixMilliseconds, Boot + (25 * 3_600_000) - 5000, Boot + (25 * 3_600_000) + 5000);
    }

    [Fact]
    public void A_clock_that_began_again_is_noticed()
    {
        var model = new NodeClockModel();
        model.Add(90_000, Boot + 90_000_000, 5000);

        Assert.True(model.IsConsistent(90_900, Boot + 90_900_000, 5000));
        Assert.False(model.IsConsistent(100, Boot + 90_900_000, 5000));
        Assert.True(model.IsConsistent(100, Boot + 90_900_000, null));
    }

    [Fact]
    public void Years_of_arrivals_take_no_more_room_than_weeks()
    {
        var model = new NodeClockModel();
        for (var frame = 0; frame < 5000; frame++)
            model.Add(frame * 21_600L, Boot + (frame * 21_600_000L) + (frame % 900), 5000);

        Assert.InRange(model.Anchors.Count, 10, 64);
        Assert.InRange(Math.Abs(model.TimeOf(4990 * 21_600L).UnixMilliseconds - Boot - (4990 * 21_600_000L)), 0, 5000);
    }

    private static IEnumerable<(double Sampled, double Sent, long Arrival, int? Bound)> Arrivals(SimulatedNode node, (double Gap, double Age, double Delay, bool Bounded)[] frames)
    {
        var sampled = 0.0;
        foreach (var (gap, age, delay, bounded) in frames)
        {
            sampled += gap;
            var sent = sampled + age;
            var milliseconds = (long)(delay * 1000);
            yield return (sampled, sent, node.TrueTime(sent) + milliseconds, bounded ? (int)milliseconds + 500 : null);
        }
    }

    // Some frames overtake others, most do not.
    private static long Order(int seed, long arrival) => arrival + (new Random(seed ^ (int)arrival).Next(5) == 0 ? 50_000_000 : 0);
}
