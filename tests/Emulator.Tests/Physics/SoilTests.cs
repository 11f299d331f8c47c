using Jena.SensorNode.Emulator.Soil;

namespace Jena.SensorNode.Emulator.Tests.Physics;

public class SoilTests
{
    private static readonly DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Water_stays_between_wilting_and_saturation_and_dries_in_summer()
    {
        var soil = new SoilModel(new Weather(start, 3), start);
        var days = Enumerable.Range(0, 365).Select(day => soil.WaterPercent(start.AddDays(day), 30)).ToList();

        Assert.All(days, percent => Assert.InRange(percent, 8, 40));
        Assert.True(days[60..100].Average() > days[200..240].Average() + 2, "summer should be drier than spring");
    }

    [Fact]
    public void Watering_reaches_the_top_first_and_the_depth_later()
    {
        var soil = new SoilModel(new Weather(start, 3), start);
        var time = start.AddDays(200);
        var before = (Top: soil.WaterPercent(time, 5), Deep: soil.WaterPercent(time, 45));
        soil.Water(time.AddHours(2), 40);

        Assert.True(soil.WaterPercent(time.AddHours(4), 5) > before.Top + 5);
        Assert.True(soil.WaterPercent(time.AddHours(4), 45) < before.Deep + 1);
        Assert.True(soil.WaterPercent(time.AddDays(3), 45) > before.Deep + 0.5);
    }

    [Fact]
    public void Depth_damps_and_delays_the_temperature_of_day_and_year()
    {
        var soil = new SoilModel(new Weather(start, 3), start);
        double Swing(double depth) => Range(Enumerable.Range(0, 24).Select(hour => soil.Celsius(start.AddDays(190).AddHours(hour), depth)));

        Assert.True(Swing(5) > Swing(30) && Swing(30) > Swing(60));
        Assert.True(Enumerable.Range(0, 90).Any(day => soil.Celsius(start.AddDays(day), 2) < 0), "a winter without frost tests nothing");
    }

    [Fact]
    public void The_same_seed_is_the_same_weather_whatever_is_asked_first()
    {
        var first = new Weather(start, 5);
        var second = new Weather(start, 5);
        _ = first.RainMillimeters(start.AddDays(300));

        Assert.All(Enumerable.Range(0, 300), day => Assert.Equal(first.AirCelsius(start.AddDays(day)), second.AirCelsius(start.AddDays(day))));
    }

    [Fact]
    public void A_recording_is_interpolated_or_taken_in_steps()
    {
        var trace = RecordedTrace.Parse(["day,hour,A,B", "2026-01-01,0,10,1", "2026-01-01,1,20,2"]);

        Assert.Equal(15, trace.Column("A")(start.AddMinutes(30)));
        Assert.Equal(10, trace.Column("A", asSteps: true)(start.AddMinutes(59)));
        Assert.Equal(2, trace.Column("B")(start.AddDays(9)));
        Assert.Contains("A, B", Assert.Throws<ArgumentException>(() => trace.Column("C")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_with_a_broken_line_is_refused_by_its_number()
    {
        var error = Assert.Throws<FormatException>(() => RecordedTrace.Parse(["time,A", "2026-01-01T00:00:00Z,1", "2026-01-01T01:00:00Z,x"]));

        Assert.Contains("Line 3", error.Message, StringComparison.Ordinal);
    }

    private static double Range(IEnumerable<double> values)
    {
        var list = values.ToList();
        return list.Max() - list.Min();
    }
}
