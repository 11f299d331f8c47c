using System.Globalization;
using Jena.SensorNode.Gateway.Aggregates;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Timing;
using Jena.SensorNode.Gateway.Web.Queries;

namespace Jena.SensorNode.Gateway.Web.Api;

/// <summary>Hours and days of one device as JSON: <c>/api/nodes/{name}/days?from=2026-07-01&amp;to=2026-07-31</c>.</summary>
internal static class AggregateEndpoints
{
    private const int MostDays = 400;
    private const int MostDaysOfHours = 62;

    /// <summary>Maps both.</summary>
    public static void MapAggregates(this IEndpointRouteBuilder app)
    {
        app.MapRead("/api/nodes/{name}/days", (INodeDirectory nodes, IAggregates aggregates, GatewayClock clock, string name, string? from, string? to) =>
            Answer(nodes, clock, name, from, to, MostDays, aggregates.Days));
        app.MapRead("/api/nodes/{name}/hours", (INodeDirectory nodes, IAggregates aggregates, GatewayClock clock, string name, string? from, string? to) =>
            Answer(nodes, clock, name, from, to, MostDaysOfHours, (device, first, last) => aggregates.Hours(device, LocalTime.StartOf(first), LocalTime.StartOf(last.AddDays(1)))));
    }

    private static IResult Answer(
        INodeDirectory nodes, GatewayClock clock, string name, string? from, string? to, int mostDays, Func<int, DateOnly, DateOnly, IReadOnlyList<Aggregate>> ask)
    {
        if (nodes.All().FirstOrDefault(device => string.Equals(device.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } device)
            return Results.Problem("Diesen Knoten gibt es nicht. / No such node.", statusCode: StatusCodes.Status404NotFound);
        var today = LocalTime.DayOf(clock.Instant());
        if (Day(to, today) is not { } last || Day(from, last.AddDays(-6)) is not { } first)
            return Results.Problem("from und to sind Tage wie 2026-07-31. / from and to are days like 2026-07-31.", statusCode: StatusCodes.Status400BadRequest);
        if (first > last || last.DayNumber - first.DayNumber >= mostDays)
            return Results.Problem($"from muss vor to liegen, höchstens {mostDays} Tage auf einmal. / from must be before to, at most {mostDays} days at once.", statusCode: StatusCodes.Status400BadRequest);
        return Results.Json(ask(device.DeviceId, first, last).Select(Item));
    }

    // Years outside these have no local midnight that a calendar can hold.
    internal static DateOnly? Day(string? text, DateOnly otherwise) => string.IsNullOrEmpty(text)
        ? otherwise
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2200 ? day : null;

    private static object Item(Aggregate aggregate) => new
    {
        start = aggregate.Start,
        end = aggregate.End,
        channel = aggregate.Channel,
        quantity = aggregate.Quantity.ToString(),
        unit = aggregate.Quantity.Symbol(),
        depth_cm = aggregate.DepthCentimeters == ProbeDescription.InAir ? (int?)null : aggregate.DepthCentimeters,
        min = Rounded(aggregate.Minimum),
        mean = Rounded(aggregate.Mean),
        max = Rounded(aggregate.Maximum),
        count = aggregate.Count,
        doubtful = aggregate.Doubtful,
        expected = aggregate.Expected,
        completeness = Rounded(aggregate.Completeness),
        flags = aggregate.Flags == QualityFlags.None ? [] : aggregate.Flags.ToString().Split(", "),
    };

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
