using System.Net;
using System.Text.Json;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes.Sites;

namespace Jena.SensorNode.Gateway.Tests.Web;

public sealed class PageTests : IAsyncLifetime
{
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PageHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_empty_gateway_says_what_to_do()
    {
        var page = await _host.Client.GetStringAsync("/", Cancellation);

        Assert.Contains("node add", page, StringComparison.Ordinal);
        Assert.Contains("lang=\"de\"", page, StringComparison.Ordinal);
        Assert.Equal("[]", await _host.Client.GetStringAsync("/api/readings/latest", Cancellation));
    }

    [Fact]
    public async Task A_node_stands_with_place_depths_age_and_battery()
    {
        await AddTreeAsync();

        var page = await TextAsync("/");

        Assert.Contains("Winterlinde", page, StringComparison.Ordinal);
        Assert.Contains("Maria-Pawlowna-Str.", page, StringComparison.Ordinal);
        Assert.Contains("24,7 %", page, StringComparison.Ordinal);
        Assert.Contains("18,0 °C", page, StringComparison.Ordinal);
        Assert.Contains("3,95 V", page, StringComparison.Ordinal);
        Assert.Contains("vor 10 Minuten", page, StringComparison.Ordinal);
        Assert.Contains("nicht kalibriert", page, StringComparison.Ordinal);
        Assert.Contains("1 in Ordnung", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_is_a_word_and_makes_the_node_an_alarm()
    {
        await AddTreeAsync((byte)ChannelFault.Open);

        var page = await TextAsync("/");

        Assert.Contains("Kabelbruch", page, StringComparison.Ordinal);
        Assert.Contains("1 Sonde gestört", page, StringComparison.Ordinal);
        Assert.Contains("1 braucht Hilfe", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_write_into_the_registry_never_becomes_markup()
    {
        await _host.AddSiteAsync(new SiteRecord("1_1", "<script>alert(1)</script>", 50.9, 11.6) { Street = "\" onmouseover=\"x" });
        await _host.AddNodeAsync("1_1");

        var page = await _host.Client.GetStringAsync("/", Cancellation);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onmouseover", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_comes_back_encoded_and_finds_by_street()
    {
        await AddTreeAsync();
        await _host.AddNodeAsync(null);

        Assert.DoesNotContain("Ohne Standort", await TextAsync("/?suche=pawlowna"), StringComparison.Ordinal);
        var nothing = await _host.Client.GetStringAsync("/?suche=%22%3E%3Cscript%3E&seite=-7", Cancellation);
        Assert.Contains("Nichts gefunden", WebUtility.HtmlDecode(nothing), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", nothing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("winterlinde pawlowna", true)] // words of different places, in any order
    [InlineData("  PAWLOWNA   1_42672 00000001", true)]
    [InlineData("winterlinde löbder", false)]
    [InlineData("in ordnung", true)]
    public async Task A_search_finds_what_has_every_word(string words, bool isFound)
    {
        await AddTreeAsync();

        Assert.Equal(isFound, (await TextAsync("/?suche=" + Uri.EscapeDataString(words))).Contains("/knoten/00000001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_of_a_node_has_curves_and_facts()
    {
        await AddTreeAsync();

        var page = await TextAsync("/knoten/00000001");

        Assert.Contains("role=\"img\"", page, StringComparison.Ordinal);
        Assert.Contains("Bodenfeuchte 30 cm, letzte 7 Tage", page, StringComparison.Ordinal);
        Assert.Contains("50,95479° N", page, StringComparison.Ordinal);
        Assert.Contains("Start 1, Probe 49", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outlier_is_not_the_extent_of_the_week()
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddMinutes(-10), 50, index => [index == 20 ? 1400 : 3000 + (index % 3), 3000 + (index % 3), 2900, 288, 272, 240]);

        Assert.DoesNotContain("bis 100,0 %", await TextAsync("/knoten/00000001"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_node_is_not_found_in_words()
    {
        using var answer = await _host.Client.GetAsync(new Uri("/knoten/%3Cb%3E", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("<b>", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latest_readings_are_an_array_with_place_and_time()
    {
        await AddTreeAsync((byte)ChannelFault.Open);

        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync("/api/readings/latest", Cancellation));

        var item = Assert.Single(json.RootElement.EnumerateArray().ToList());
        Assert.Equal("jena-baum-1_42672", item.GetProperty("id").GetString());
        Assert.Equal(50.9547915, item.GetProperty("lat").GetDouble(), 6);
        Assert.Equal(11.6146775, item.GetProperty("lon").GetDouble(), 6);
        Assert.InRange(item.GetProperty("ts").GetInt64(), 1_700_000_000_000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.False(item.TryGetProperty("soil_vwc_90", out _));
        Assert.Equal(18, item.GetProperty("soil_temp_30").GetDouble());
    }

    [Fact]
    public async Task A_reading_dated_in_the_future_is_not_given_away()
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddHours(1), 1, _ => [3000, 3000, 3000, 1, 1, 1]);

        Assert.Equal("[]", await _host.Client.GetStringAsync("/api/readings/latest", Cancellation));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/gateway.css")]
    [InlineData("/api/readings/latest")]
    public async Task Every_answer_forbids_scripts_frames_and_other_hosts(string path)
    {
        using var answer = await _host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.DoesNotContain("http://", (await answer.Content.ReadAsStringAsync(Cancellation)).Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private async Task AddTreeAsync(byte faultAt90 = 0)
    {
        await _host.AddSiteAsync(new SiteRecord("1_42672", "Winterlinde 3", 50.9547915, 11.6146775) { SpeciesGerman = "Winterlinde", Street = "Maria-Pawlowna-Str." });
        var node = await _host.AddNodeAsync("1_42672");
        await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddMinutes(-10), 50, index => [3072, 3000 + (index % 3), faultAt90 == 0 ? 2900 : 0, 16 * 18, 16 * 17, 16 * 15], faults: [0, 0, faultAt90, 0, 0, 0]);
    }

    private async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await _host.Client.GetStringAsync(path, Cancellation));
}
