namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Local time of Jena: the days of people, with summer time.</summary>
internal static class LocalTime
{
    /// <summary>Time zone Europe/Berlin; by the EU's rule (2000/84/EC) where the system has no time zone data.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out var zone) ? zone : OfTheEu();

    /// <summary>The local date of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(At(instant).DateTime);

    /// <summary>Date and time of day at an instant.</summary>
    public static DateTimeOffset At(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>First instant of a local day. Days have 23, 24 or 25 hours.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        // Clocks change at 2 or 3 o'clock: midnight exists once.
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    internal static TimeZoneInfo OfTheEu()
    {
        var begin = TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday);
        var end = TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday);
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1), begin, end);
        return TimeZoneInfo.CreateCustomTimeZone("Europe/Berlin", TimeSpan.FromHours(1), "Mitteleuropa", "MEZ", "MESZ", [rule]);
    }
}
