using System.Globalization;
using System.Text;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Web.Api;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Days and instants as people and programs ask for them.</summary>
internal static class QueryTargets
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("days of the API", [.. new[] { "2026-03-29", "2000-01-01", "2200-12-31" }.Select(Encoding.UTF8.GetBytes)], ReadDay) { Make = random => Written(random, "yyyy-MM-dd") },
        new("instants of commands", [.. new[] { "2026-10-25T02:30", "29.3.2026 2:30", "2026-05-01T12:30:01.5Z", "0001-01-01" }.Select(Encoding.UTF8.GetBytes)], ReadInstant)
        {
            Make = random => Written(random, new[] { "yyyy-MM-dd", "d.M.yyyy H:mm", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz" }[random.Next(4)]),
        },
    ];

    private static bool ReadDay(byte[] data)
    {
        var (text, today) = (Encoding.UTF8.GetString(data), new DateOnly(2026, 6, 1));
        if (AggregateEndpoints.Day(text, today) is not { } day)
            return false;
        Word.Keep(text.Length == 0 ? day == today : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == text, "Another day than was asked for.");

        // What is asked for with it must exist too: the week before, the midnight behind.
        var (start, end) = (LocalTime.StartOf(day.AddDays(-6)), LocalTime.StartOf(day.AddDays(1)));
        Word.Keep((end - start).TotalHours is >= 167 and <= 169 && LocalTime.DayOf(LocalTime.StartOf(day)) == day, "A day that does not begin or end.");
        return true;
    }

    private static bool ReadInstant(byte[] data)
    {
        if (!InstantOption.TryParse(Encoding.UTF8.GetString(data), out var instant))
            return false;
        Word.Keep(InstantOption.TryParse(instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture), out var again) && again == instant, "An instant that cannot be written.");
        return true;
    }

    private static byte[] Written(Random random, string form) =>
        Encoding.UTF8.GetBytes(new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)random.Next(2)).ToString(form, CultureInfo.InvariantCulture));
}
