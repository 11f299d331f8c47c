using Jena.SensorNode.Gateway.Aggregates;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.Aggregates;

public class AggregateTests
{
    private static readonly DateTimeOffset Later = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_hour_has_minimum_mean_maximum_count_and_completeness()
    {
        var start = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero);
        var source = new Series().Every(15, start, start.AddHours(2), index => index % 4 * 10.0);

        var hours = source.Aggregates(Later).Hours(1, start, start.AddHours(2));

        Assert.Equal([start, start.AddHours(1)], hours.Select(hour => hour.Start));
        Assert.Equal((0.0, 15.0, 30.0, 4, 4, 1.0), (hours[0].Minimum!.Value, hours[0].Mean!.Value, hours[0].Maximum!.Value, hours[0].Count, hours[0].Expected, hours[0].Completeness));
    }

    [Theory]
    [InlineData("2026-03-29", 92)] // summer time begins: 23 hours
    [InlineData("2026-10-25", 100)] // it ends: 25 hours
    [InlineData("2026-07-01", 96)]
    public void Days_are_those_of_people_and_may_have_23_or_25_hours(string date, int quarters)
    {
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd");
        var source = new Series().Every(15, LocalTime.StartOf(day).AddDays(-2), LocalTime.StartOf(day).AddDays(3), _ => 20);

        var found = Assert.Single(source.Aggregates(Later).Days(1, day, day));

        Assert.Equal((quarters, quarters, 1.0), (found.Count, found.Expected, found.Completeness));
        Assert.Equal(quarters / 4, (found.End - found.Start).TotalHours);
    }

    [Fact]
    public void Neighbouring_days_share_no_reading_and_lose_none()
    {
        var first = new DateOnly(2026, 10, 20);
        var source = new Series().Every(7, LocalTime.StartOf(first), LocalTime.StartOf(first.AddDays(20)), _ => 20);

        var days = source.Aggregates(Later).Days(1, first, first.AddDays(19));

        Assert.Equal(20, days.Count);
        Assert.Equal(source.Count, days.Sum(day => day.Count));
    }

    [Fact]
    public void A_late_arrival_is_in_at_the_next_look()
    {
        var start = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero);
        var source = new Series().Every(15, start, start.AddHours(6), _ => 20, skip: index => index == 5);
        var aggregates = source.Aggregates(Later);
        Assert.Equal(0.75, aggregates.Hours(1, start, start.AddHours(6))[1].Completeness);

        source.Add(start.AddMinutes(75), 40);

        var hour = aggregates.Hours(1, start, start.AddHours(6))[1];
        Assert.Equal((1.0, 40.0, 25.0), (hour.Completeness, hour.Maximum!.Value, hour.Mean!.Value));
    }

    [Fact]
    public void Faults_and_impossible_values_do_not_count_and_are_told()
    {
        var start = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero);
        var source = new Series().Every(15, start, start.AddHours(3), _ => 20, skip: index => index is 1 or 2);
        source.Add(start.AddMinutes(15), null);
        source.Add(start.AddMinutes(30), 95, QualityFlags.Range);

        var hour = source.Aggregates(Later).Hours(1, start, start.AddHours(1))[0];

        Assert.Equal((2, 1, 20.0, 0.5), (hour.Count, hour.Doubtful, hour.Maximum!.Value, hour.Completeness));
    }

    [Fact]
    public void An_hour_with_nothing_but_faults_is_there_without_values()
    {
        var start = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero);
        var source = new Series();
        source.Add(start, null);

        var hour = Assert.Single(source.Aggregates(Later).Hours(1, start, start.AddHours(1)));

        Assert.Equal((0, 4, 0.0), (hour.Count, hour.Expected, hour.Completeness));
        Assert.Null(hour.Mean);
    }

    [Fact]
    public void What_has_not_come_yet_is_not_expected()
    {
        var start = new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero);
        var source = new Series().Every(15, start, start.AddMinutes(90), _ => 20);

        var hours = source.Aggregates(start.AddMinutes(90)).Hours(1, start, start.AddHours(2));

        Assert.Equal((2, 2, 1.0), (hours[1].Count, hours[1].Expected, hours[1].Completeness));
    }

    [Fact]
    public void Wind_from_359_and_from_1_degrees_is_wind_from_the_north()
    {
        var readings = new[] { 359.0, 1.0 }.Select((value, index) => new TimedReading(index, Series.Reading(value, QualityFlags.None, Quantity.WindDirection))).ToList();

        var mean = Aggregation.Of(readings, Later, Later.AddHours(1), 2).Mean!.Value;

        Assert.True(mean is < 1e-6 or > 360 - 1e-6, $"{mean}");
    }

    [Fact]
    public void The_rule_of_the_EU_stands_in_for_missing_time_zone_data()
    {
        var own = LocalTime.OfTheEu();
        for (var hour = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero); hour.Year < 2028; hour = hour.AddHours(1))
            Assert.Equal(LocalTime.Zone.GetUtcOffset(hour), own.GetUtcOffset(hour));
    }
}
