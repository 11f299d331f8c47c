using System.Net;
using System.Text.Json;
using Jena.SensorNode.Gateway.Nodes.Sites;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>What programs of others rely on: names, types and forms of the API. A change here breaks them.</summary>
public sealed class ApiContractTests : IAsyncLifetime
{
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await PageHost.StartAsync();
        await _host.AddSiteAsync(new SiteRecord("1_42672", "Winterlinde 3", 50.9547915, 11.6146775));
        await _host.AddSamplesAsync(await _host.AddNodeAsync("1_42672"), DateTimeOffset.UtcNow.AddMinutes(-10), 9, index => [3000 + index, 3001, 3002, 288, 272, 240]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("hours")]
    [InlineData("days")]
    public async Task Aggregates_have_these_fields_of_these_types_and_no_others(string span)
    {
        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync($"/api/nodes/00000001/{span}", Cancellation));

        Assert.All(json.RootElement.EnumerateArray(), item =>
        {
            Assert.Equal(
                "start end channel quantity unit depth_cm min mean max count doubtful expected completeness flags",
                string.Join(' ', item.EnumerateObject().Select(field => field.Name)));
            Assert.Equal(TimeSpan.Zero, item.GetProperty("start").GetDateTimeOffset().Offset);
            Assert.True(item.GetProperty("end").GetDateTimeOffset() > item.GetProperty("start").GetDateTimeOffset());
            Assert.InRange(item.GetProperty("min").GetDouble(), double.MinValue, item.GetProperty("mean").GetDouble() + 0.001);
            Assert.InRange(item.GetProperty("max").GetDouble(), item.GetProperty("mean").GetDouble() - 0.001, double.MaxValue);
            Assert.InRange(item.GetProperty("completeness").GetDouble(), 0, 1);
            Assert.True(item.GetProperty("count").GetInt32() + item.GetProperty("doubtful").GetInt32() > 0);
            Assert.True(item.GetProperty("expected").GetInt32() > 0);
            Assert.All(item.GetProperty("flags").EnumerateArray(), flag => Assert.Matches("^[A-Z][A-Za-z]+$", flag.GetString()));
        });
        var first = json.RootElement[0];
        Assert.Equal(("SoilMoisture", "%", 30), (first.GetProperty("quantity").GetString(), first.GetProperty("unit").GetString(), first.GetProperty("depth_cm").GetInt32()));
    }

    [Fact]
    public async Task The_newest_reading_is_what_the_platform_maps()
    {
        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync("/api/readings/latest", Cancellation));

        var names = Assert.Single(json.RootElement.EnumerateArray().ToList()).EnumerateObject().Select(field => field.Name).ToHashSet();
        Assert.Superset(
            new HashSet<string> { "id", "name", "ts", "lat", "lon", "battery_v", "soil_vwc_30", "soil_vwc_60", "soil_vwc_90", "soil_temp_30", "soil_temp_60", "soil_temp_90", "seq", "boot" }, names);
    }

    [Theory]
    [InlineData("/api/nodes/ffffffff/days", HttpStatusCode.NotFound, "gibt es nicht. / No such")]
    [InlineData("/api/nodes/00000001/days?from=x", HttpStatusCode.BadRequest, "are days like")]
    [InlineData("/api/nodes/00000001/hours?from=2026-07-02&to=2026-07-01", HttpStatusCode.BadRequest, "must be before")]
    public async Task Errors_say_in_both_languages_what_is_wrong(string path, HttpStatusCode status, string words)
    {
        using var answer = await _host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains(words, json.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound, "No such address")]
    [InlineData("POST", "/api/readings/latest", HttpStatusCode.MethodNotAllowed, "use GET")]
    [InlineData("DELETE", "/api/nodes/00000001/days", HttpStatusCode.MethodNotAllowed, "use GET")]
    [InlineData("PUT", "/knoten/00000001", HttpStatusCode.MethodNotAllowed, "use GET")]
    public async Task Nothing_is_changed_over_HTTP_and_what_is_not_there_is_a_problem_in_words(string method, string path, HttpStatusCode status, string words)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await _host.Client.SendAsync(request, Cancellation);

        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/en/knoten/00000001", "text/html")]
    [InlineData("/fremde", "text/html")]
    [InlineData("/vorfaelle", "text/html")]
    [InlineData("/health", "application/json")]
    [InlineData("/gateway.css", "text/css")]
    [InlineData("/icon.svg", "image/svg+xml")]
    [InlineData("/api/readings/latest", "application/json")]
    [InlineData("/api/nodes/00000001/hours", "application/json")]
    [InlineData("/api/nodes/00000001/days", "application/json")]
    public async Task HEAD_tells_what_GET_would_without_a_body_and_both_forbid_all_but_the_page(string path, string type)
    {
        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Get })
        {
            using var request = new HttpRequestMessage(method, path);
            using var answer = await _host.Client.SendAsync(request, Cancellation);

            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal(method == HttpMethod.Get, (await answer.Content.ReadAsByteArrayAsync(Cancellation)).Length > 0);
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/knotten", "Diese Seite gibt es nicht")]
    [InlineData("/en/nodes", "There is no such page")]
    public async Task A_mistyped_address_is_a_page_with_a_way_back(string path, string words)
    {
        using var answer = await _host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        using var head = await _host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancellation);

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (head.StatusCode, head.Content.Headers.ContentType?.MediaType));
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_has_a_status_and_reasons_in_both_languages()
    {
        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync("/health", Cancellation));

        Assert.Contains(json.RootElement.GetProperty("status").GetString(), new[] { "ok", "degraded", "failed" });
        Assert.All(json.RootElement.GetProperty("findings").EnumerateArray(), finding =>
            Assert.Equal(["part", "reason", "reasonEnglish", "status"], finding.EnumerateObject().Select(field => field.Name).Order()));
        Assert.Superset(new HashSet<string> { "time", "clockIsSet", "uptimeSeconds", "samples", "frames", "connections", "databaseBytes", "writesWaiting", "sinks" }, json.RootElement.EnumerateObject().Select(field => field.Name).ToHashSet());
    }
}
