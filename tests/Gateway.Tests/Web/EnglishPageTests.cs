using System.Net;
using System.Text.RegularExpressions;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>German first, English second: what is said in which language, and how one comes from the one to the other.</summary>
public sealed partial class EnglishPageTests : IAsyncLifetime
{
    private static readonly string[] Pages = ["/", "/?suche=nothing", "/fremde", "/vorfaelle", "/knoten/00000001", "/knoten/00000002", "/knoten/00000003", "/knoten/none"];
    private PageHost _host = null!;

    public static TheoryData<string> AllPages => [.. Pages];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await PageHost.StartAsync("--Gateway:Sinks:0:Name=city", "--Gateway:Sinks:0:Host=127.0.0.1", "--Gateway:Sinks:0:Port=9", "--Gateway:Sinks:0:UseTls=false");
        await _host.AddSiteAsync(new SiteRecord("1_1", "Tilia 1", 50.9, 11.6) { SpeciesGerman = "Tilia", Street = "Park" });
        var node = await _host.AddNodeAsync("1_1");
        await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddMinutes(-10), 110, _ => [3900, 1200, 0, -16, 1600, 144], batteryMillivolts: 3100, faults: [0, 0, (byte)ChannelFault.Open, 0, 0, 0]);
        await _host.AddSamplesAsync(await _host.AddNodeAsync(null), DateTimeOffset.UtcNow.AddDays(-3), 2, _ => [3000, 3000, 3000, 288, 288, 288]);
        await _host.AddNodeAsync(null);
        foreach (var kind in Enum.GetValues<IncidentKind>())
            _host.Services.GetRequiredService<IncidentBook>().Note("00000001", kind, "");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task No_German_is_left_on_an_English_page(string path)
    {
        var page = await TextAsync("/en" + path);

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        var said = LanguageLink().Replace(page, "");
        Assert.DoesNotMatch("[äöüßÄÖÜ„]", said);
        Assert.DoesNotMatch(@"\b(und|nicht|der|die|das|von|vor|seit|bis|Messung|Knoten|Tiefe|Seite|Suche|Fehlt|Stand|Boden\w*|Wert\w*)\b", Attributes().Replace(said, ""));
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task A_page_is_German_whatever_the_browser_prefers_and_links_to_itself_in_English_and_back(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd("en");
        var german = WebUtility.HtmlDecode(await (await _host.Client.SendAsync(request, Cancellation)).Content.ReadAsStringAsync(Cancellation));

        Assert.Contains("<html lang=\"de\">", german, StringComparison.Ordinal);
        Assert.Contains($"href=\"/en{path}\" hreflang=\"en\" lang=\"en\">English<", german, StringComparison.Ordinal);
        Assert.Contains($"href=\"{path}\" hreflang=\"de\" lang=\"de\">Deutsch<", await TextAsync("/en" + path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_English_stays_in_English()
    {
        foreach (var path in Pages)
        {
            var page = LanguageLink().Replace(await TextAsync("/en" + path), "");
            Assert.All(Links().Matches(page), link => Assert.Matches("^(/en(/.*)?|/api/.*|/gateway.css|/icon.svg|#.*)$", link.Groups[1].Value));
        }
    }

    [Theory]
    [InlineData("/enough")]
    [InlineData("/en/en/")]
    [InlineData("/EN/")]
    [InlineData("/en//evil.example/")]
    public async Task Other_paths_are_no_language(string path)
    {
        using var answer = await _host.Client.GetAsync(new Uri(_host.Client.BaseAddress!.ToString().TrimEnd('/') + path), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await (await _host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation)).Content.ReadAsStringAsync(Cancellation));

    [GeneratedRegex("<a class=\"language\".*?</a>", RegexOptions.Singleline)]
    private static partial Regex LanguageLink();

    [GeneratedRegex("(href|action|id|for|name|class|d)=\"[^\"]*\"")]
    private static partial Regex Attributes();

    [GeneratedRegex("(?:href|action)=\"([^\"]*)\"")]
    private static partial Regex Links();
}
