using System.Globalization;
using System.Net;
using System.Text.Json;
using Jena.SensorNode.Gateway.Quality;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>Questions at the edges of the API: every one gets its answer, and none makes the gateway work without bound.</summary>
public sealed class ApiQuestionTests : IAsyncLifetime
{
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await PageHost.StartAsync();
        var node = await _host.AddNodeAsync(null, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        // Both nights of the change of time, whole days of Jena around them.
        foreach (var (end, boot) in new[] { (new DateTimeOffset(2026, 3, 30, 22, 0, 0, TimeSpan.Zero), 1u), (new DateTimeOffset(2025, 10, 27, 23, 0, 0, TimeSpan.Zero), 2u) })
            await _host.AddSamplesAsync(node, end, (4 * 24 * 3) + 8, index => [3000 + (index % 7), 2950 + (index % 3), 2900 + (index % 2), 288 + (index % 2), 272 + (index % 3), 240 + (index % 2)], boot: boot);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("2026-03-28", 24)]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-03-30", 24)]
    [InlineData("2025-10-25", 24)]
    [InlineData("2025-10-26", 25)]
    public async Task A_day_of_Jena_has_the_hours_that_it_has(string day, int hours)
    {
        var item = (await AnswerAsync($"days?from={day}&to={day}")).First(item => item.GetProperty("channel").GetInt32() == 0);

        Assert.Equal(hours, (item.GetProperty("end").GetDateTimeOffset() - item.GetProperty("start").GetDateTimeOffset()).TotalHours);
        Assert.Equal(4 * hours, item.GetProperty("count").GetInt32());
        Assert.Equal((4 * hours, 1.0), (item.GetProperty("expected").GetInt32(), item.GetProperty("completeness").GetDouble()));
        var first = (await AnswerAsync($"hours?from={day}&to={day}")).Where(hour => hour.GetProperty("channel").GetInt32() == 0).ToList();
        Assert.Equal(hours, first.Count);
        Assert.Equal(item.GetProperty("start").GetDateTimeOffset(), first[0].GetProperty("start").GetDateTimeOffset());
        Assert.Equal(item.GetProperty("min").GetDouble(), first.Min(hour => hour.GetProperty("min").GetDouble()), 0.001);
        Assert.Equal(item.GetProperty("max").GetDouble(), first.Max(hour => hour.GetProperty("max").GetDouble()), 0.001);
    }

    [Theory]
    [InlineData("days?from=2025-01-01&to=2026-02-04", HttpStatusCode.OK)] // 400 days
    [InlineData("days?from=2025-01-01&to=2026-02-05", HttpStatusCode.BadRequest)]
    [InlineData("hours?from=2026-01-01&to=2026-03-03", HttpStatusCode.OK)] // 62 days
    [InlineData("hours?from=2026-01-01&to=2026-03-04", HttpStatusCode.BadRequest)]
    [InlineData("days?from=2026-03-28", HttpStatusCode.OK)] // until today
    [InlineData("days?to=2026-03-28", HttpStatusCode.OK)] // the week before
    [InlineData("days?from=&to=", HttpStatusCode.OK)]
    [InlineData("days?from=2026-03-28&to=2026-03-28&colour=red", HttpStatusCode.OK)]
    [InlineData("days?from=2000-01-01&to=2000-01-01", HttpStatusCode.OK)]
    [InlineData("days?from=2200-12-31&to=2200-12-31", HttpStatusCode.OK)]
    [InlineData("days?from=1999-12-31&to=2000-01-01", HttpStatusCode.BadRequest)]
    [InlineData("days?from=2200-12-31&to=2201-01-01", HttpStatusCode.BadRequest)]
    [InlineData("days?from=2026-02-29&to=2026-03-01", HttpStatusCode.BadRequest)]
    [InlineData("days?from=28.03.2026", HttpStatusCode.BadRequest)]
    [InlineData("days?from=2026-3-28", HttpStatusCode.BadRequest)]
    [InlineData("days?from=%202026-03-28", HttpStatusCode.BadRequest)]
    [InlineData("days?from=2026-03-28T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("days?from=%D9%A2%D9%A0%D9%A2%D9%A6-03-28", HttpStatusCode.BadRequest)] // digits of another script
    [InlineData("days?from=2026-03-28'%3BDROP%20TABLE%20block--", HttpStatusCode.BadRequest)]
    [InlineData("days?from=2026-03-28&from=2026-03-29&to=2026-03-30", HttpStatusCode.BadRequest)]
    [InlineData("weeks", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.NotFound)]
    public async Task Every_question_has_its_answer(string question, HttpStatusCode status)
    {
        using var answer = await _host.Client.GetAsync(new Uri("/api/nodes/00000001/" + question, UriKind.Relative), Cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? "application/json" : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        if (status != HttpStatusCode.OK)
            Assert.Contains(" / ", json.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000001", HttpStatusCode.OK)]
    [InlineData("00000002", HttpStatusCode.NotFound)]
    [InlineData("1", HttpStatusCode.NotFound)]
    [InlineData("%30%30%30%30%30%30%30%31", HttpStatusCode.OK)] // the same, encoded
    [InlineData("00000001%2F..%2F00000001", HttpStatusCode.NotFound)]
    [InlineData("%00", HttpStatusCode.NotFound)]
    [InlineData("%3Cscript%3E", HttpStatusCode.NotFound)]
    public async Task A_node_goes_by_its_name_alone(string name, HttpStatusCode status)
    {
        using var answer = await _host.Client.GetAsync(new Uri($"/api/nodes/{name}/days", UriKind.Relative), Cancellation);

        // A zero byte is refused by the server before any path is looked at.
        Assert.Contains(answer.StatusCode, new[] { status, name == "%00" ? HttpStatusCode.BadRequest : status });
    }

    [Theory]
    [InlineData("2026-06-15T12:00:00Z")]
    [InlineData("2026-06-15T21:59:30Z")] // the last minute of a day of Jena
    [InlineData("2026-06-14T23:30:00Z")] // tomorrow in Jena
    [InlineData("2026-10-25T22:30:00Z")] // the day with 25 hours
    public async Task Without_from_and_to_it_is_the_last_week_until_today(string at)
    {
        var now = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
        await using var host = await PageHost.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(now)));
        var node = await host.AddNodeAsync(null, now.AddDays(-30));
        await host.AddSamplesAsync(node, now.AddMinutes(-1), 4 * 24 * 9, index => [3000 + (index % 7), 2950, 2900, 288, 272, 240]);
        using var json = JsonDocument.Parse(await host.Client.GetStringAsync("/api/nodes/00000001/days", Cancellation));

        var days = json.RootElement.EnumerateArray().Where(item => item.GetProperty("channel").GetInt32() == 0).ToList();

        Assert.Equal(7, days.Count);
        Assert.Equal(LocalTime.DayOf(now), LocalTime.DayOf(days[^1].GetProperty("start").GetDateTimeOffset()));
        Assert.InRange(days[^1].GetProperty("completeness").GetDouble(), 0.5, 1); // of what was to be expected until now
    }

    [Fact]
    public async Task What_is_longer_than_any_address_is_refused_and_the_gateway_goes_on()
    {
        using var answer = await _host.Client.GetAsync(new Uri($"/?suche={new string('x', 20_000)}", UriKind.Relative), Cancellation);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.RequestUriTooLong, HttpStatusCode.BadRequest });

        foreach (var page in new[] { "0", "-1", "999999999999999999999", "1.5", "NaN", "%00", "2147483647" })
        {
            using var asked = await _host.Client.GetAsync(new Uri($"/?seite={page}&suche=%E4%F6%00", UriKind.Relative), Cancellation);
            Assert.Equal((page, HttpStatusCode.OK), (page, asked.StatusCode));
        }
    }

    private async Task<List<JsonElement>> AnswerAsync(string question)
    {
        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync($"/api/nodes/00000001/{question}", Cancellation));
        return [.. json.RootElement.Clone().EnumerateArray()];
    }
}
