using CsCheck;
using Jena.SensorNode.Gateway.Aggregates;
using Jena.SensorNode.Gateway.Quality;

namespace Jena.SensorNode.Gateway.Tests.Aggregates;

/// <summary>Aggregates of random series against a model that only loops over all readings.</summary>
public class AggregateModelTests
{
    private static readonly DateTimeOffset Later = new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly[] Mondays = [new(2026, 3, 23), new(2026, 10, 19), new(2026, 7, 6)]; // clocks change at the end of the first two weeks

    private static readonly Gen<(DateTimeOffset Time, double? Value, QualityFlags Flags)> Entry = Gen.Select(
        OneOf(Mondays), Gen.Int[0, 12 * 1440 * 60], Gen.Double[-20, 120], OneOf(0, 0, 0, 1, 4, 8, 16, 32, 32 | 256, 256, 512),
        (monday, seconds, value, flags) => (LocalTime.StartOf(monday).AddSeconds(seconds), (QualityFlags)flags == QualityFlags.Fault ? null : (double?)value, (QualityFlags)flags));

    [Fact]
    public void Days_and_hours_hold_what_a_loop_over_all_readings_finds() => Entry.List[1, 300].Sample(entries =>
    {
        var series = new Series();
        foreach (var (time, value, flags) in entries) // in the order of the generator: as late arrivals come
            series.Add(time, value, flags);
        var aggregates = series.Aggregates(Later);

        foreach (var monday in Mondays)
        {
            var found = aggregates.Days(1, monday, monday.AddDays(13));
            Check(found, entries, start => LocalTime.StartOf(LocalTime.DayOf(start).AddDays(1)));
            Assert.Equal(entries.Count(entry => LocalTime.DayOf(entry.Time) >= monday && LocalTime.DayOf(entry.Time) <= monday.AddDays(13) && entry.Value is not null), found.Sum(day => day.Count + day.Doubtful));
            Check(aggregates.Hours(1, LocalTime.StartOf(monday.AddDays(5)), LocalTime.StartOf(monday.AddDays(8))), entries, start => start.AddHours(1));
        }
    });

    [Fact]
    public void What_is_expected_follows_every_change_of_the_sampling_interval() => Gen.Select(
        OneOf(5.0, 10, 15, 20, 30, 60).Array[1, 6], Gen.Int[20, 60].Array[6], Gen.Int[0, 1_000_000]).Sample((minutes, hours, seed) =>
    {
        var (series, grid, random) = (new Series(), new List<DateTimeOffset>(), new Random(seed));
        var start = LocalTime.StartOf(Mondays[seed % 3]);
        var time = start;
        for (var phase = 0; phase < minutes.Length; phase++)
        {
            for (var end = time.AddHours(hours[phase]); time < end; time = time.AddMinutes(minutes[phase]))
            {
                grid.Add(time);
                if (random.Next(10) > 0 || grid.Count == 1) // one in ten is lost
                    series.Add(time.AddMilliseconds(random.Next(400)), 20);
            }
        }

        foreach (var day in series.Aggregates(Later).Days(1, LocalTime.DayOf(start), LocalTime.DayOf(time).AddDays(-1)))
        {
            var truth = grid.Count(slot => slot >= day.Start && slot < day.End);
            Assert.InRange(day.Expected, (truth * 0.92) - 4, (truth * 1.08) + 4);
            Assert.InRange(day.Completeness, 0, 1);
        }
    });

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void An_outage_is_missing_by_as_many_samples_as_it_took(int hoursAway)
    {
        var start = LocalTime.StartOf(Mondays[2]);
        var series = new Series().Every(15, start, start.AddDays(3), _ => 20, skip: index => index >= 100 && index < 100 + (hoursAway * 4));

        var day = series.Aggregates(Later).Days(1, Mondays[2].AddDays(1), Mondays[2].AddDays(1))[0];

        Assert.Equal((96 - (hoursAway * 4), 96), (day.Count, day.Expected));
    }

    [Fact]
    public void A_device_that_sends_two_messages_at_once_is_expected_to_do_so()
    {
        var start = LocalTime.StartOf(Mondays[2]);
        var series = new Series().Every(60, start, start.AddDays(3), _ => 20).Every(60, start.AddSeconds(2), start.AddDays(3), _ => 20);

        Assert.All(series.Aggregates(Later).Days(1, Mondays[2], Mondays[2].AddDays(1)), day => Assert.Equal((48, 48), (day.Count, day.Expected)));
        Assert.InRange(series.Aggregates(start.AddDays(3).AddHours(6)).Days(1, Mondays[2].AddDays(3), Mondays[2].AddDays(3)).Sum(day => day.Expected), 0, 12);
    }

    [Fact]
    public void Thinning_changes_no_figure_of_any_day_and_late_arrivals_count_beside() => Gen.Select(
        OneOf(10, 15, 30), Gen.Double[0, 60].Array[150, 700], Gen.Int[0, 6], OneOf(Mondays)).Sample((minutes, values, missing, monday) =>
    {
        var start = LocalTime.StartOf(monday.AddDays(4));
        bool Lost(int index) => index % 7 < missing && index % 7 != 0 && index % 5 == 0;
        Series Make() => new Series().Every(minutes, start, start.AddMinutes(minutes * values.Length), index => values[index], Lost);
        var (whole, thinned) = (Make(), Make());

        thinned.ThinBefore(new DateTimeOffset(start.AddDays(2).UtcDateTime.Date, TimeSpan.Zero), minutes * 60_000);
        foreach (var series in new[] { whole, thinned })
            series.Add(start.AddMinutes((minutes * 9) + 1), 61);

        var (before, after) = (Days(whole), Days(thinned));
        Assert.Equal(before.Count, after.Count);
        foreach (var (left, right) in before.Zip(after))
        {
            Assert.Equal((left.Start, left.End, left.Count, left.Minimum, left.Maximum), (right.Start, right.End, right.Count, right.Minimum, right.Maximum));
            Assert.Equal(left.Mean!.Value, right.Mean!.Value, 1e-9);
            Assert.InRange(right.Expected, left.Expected - 3, left.Expected + 3); // the sample that came between two others is one more
        }

        List<Aggregate> Days(Series series) => [.. series.Aggregates(Later).Days(1, monday.AddDays(4), monday.AddDays(4).AddDays((int)(values.Length * minutes / 1440.0) - 1))];
    });

    [Theory]
    [InlineData(0, 96)] // nothing known: the node's default
    [InlineData(2, 96)]
    [InlineData(30, 48)]
    public void Few_samples_tell_no_interval(int count, int expected)
    {
        var start = LocalTime.StartOf(Mondays[2]);
        var times = Enumerable.Range(0, count).Select(index => start.AddMinutes(30 * index).ToUnixTimeMilliseconds());

        Assert.Equal(expected, new ExpectedSamples(times, []).In(start.ToUnixTimeMilliseconds(), start.AddDays(1).ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void No_times_whatever_make_what_is_expected_negative_or_absurd() => Gen.Select(Gen.Long[0, 4_000_000_000_000].Array[0, 40], Gen.Long[0, 4_000_000_000_000], Gen.Int[0, 90_000_000]).Sample((times, from, length) =>
        Assert.InRange(new ExpectedSamples(times, []).In(from, from + length), 0, length + 1));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void Check(IReadOnlyList<Aggregate> found, List<(DateTimeOffset Time, double? Value, QualityFlags Flags)> entries, Func<DateTimeOffset, DateTimeOffset> endOf)
    {
        foreach (var aggregate in found)
        {
            Assert.Equal(endOf(aggregate.Start), aggregate.End);
            var (count, doubtful, sum, lowest, highest) = (0, 0, 0.0, double.MaxValue, double.MinValue);
            foreach (var (time, value, flags) in entries)
            {
                if (time < aggregate.Start || time >= aggregate.End || value is not { } percent)
                    continue;
                if (flags is QualityFlags.Range or QualityFlags.Spike or QualityFlags.FrozenSoil or QualityFlags.InAir)
                    doubtful++;
                else
                    (count, sum, lowest, highest) = (count + 1, sum + percent, Math.Min(lowest, percent), Math.Max(highest, percent));
            }

            Assert.Equal((count, doubtful), (aggregate.Count, aggregate.Doubtful));
            Assert.Equal(count == 0, aggregate.Mean is null);
            if (count > 0)
            {
                Assert.Equal((lowest, highest), (aggregate.Minimum, aggregate.Maximum));
                Assert.Equal(sum / count, aggregate.Mean!.Value, 1e-6);
            }
        }
    }
}
