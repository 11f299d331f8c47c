using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Jena.SensorNode.Gateway.Tests.Lorawan;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>Text from strangers, from a LoRaWAN server or a tree register, on every page: it stays text.</summary>
public sealed class HostileTextTests : IAsyncLifetime
{
    private const string Token = "ein-langes-token-fuer-tests";
    private PageHost _host = null!;

    public static TheoryData<string> Texts =>
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onfocus='alert(1)' autofocus='",
        "</title></h2></style><svg onload=alert(1)>",
        "javascript:alert(1)//",
        "{{7*7}} @(1+1) ${7*7} %0d%0aSet-Cookie:a=b",
        "\u202Etxt.exe\u0000\u0007\uD800\u2028",
        new string('W', 5000),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PageHost.StartAsync($"--Gateway:Lorawan:HttpToken={Token}");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_stays_text_on_every_page(string hostile)
    {
        await _host.AddSiteAsync(new SiteRecord("1_1", hostile, 50.9, 11.6) { SpeciesGerman = hostile, Street = hostile });
        await _host.AddSamplesAsync(await _host.AddNodeAsync("1_1"), DateTimeOffset.UtcNow.AddMinutes(-5), 3, index => [3000 + index, 3000, 3000, 288, 288, 288]);
        var json = JsonSerializer.Serialize(hostile);
        foreach (var (eui, profile) in new[] { ("a84041ffff000009", Uplinks.Lse01Profile), ("a84041ffff00000a", "00000000-0000-0000-0000-000000000000") })
        {
            await PostAsync(Uplinks.ChirpStack(eui: eui, profileId: profile, fields: $"{{{json}:21.5,\"unit\":{json}}}")
                .Replace("\"Knoten am Tor\"", json, StringComparison.Ordinal).Replace("\"Boden\"", json, StringComparison.Ordinal));
        }

        var search = Uri.EscapeDataString(hostile.Replace("\uD800", "", StringComparison.Ordinal));
        foreach (var path in new[] { "/", "/fremde", "/knoten/00000001", "/knoten/a84041ffff000009", $"/?suche={search}", $"/knoten/{search[..Math.Min(search.Length, 200)].TrimEnd('%')}" }.SelectMany(path => new[] { path, "/en" + path }))
        {
            using var answer = await _host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            var page = await answer.Content.ReadAsStringAsync(Cancellation);

            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<svg onload", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("' onfocus='", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("href=\"javascript", page, StringComparison.OrdinalIgnoreCase);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.True(page.Length < 100_000, $"{path} has {page.Length} characters");
            if (answer.StatusCode == HttpStatusCode.BadRequest)
                continue; // a path that no HTTP server takes: nothing of the gateway answers
            Assert.All(new[] { "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy" }, header => Assert.True(answer.Headers.Contains(header), $"{path} lacks {header}"));
        }

        using var latest = JsonDocument.Parse(await _host.Client.GetStringAsync("/api/readings/latest", Cancellation));
        Assert.NotEqual(0, latest.RootElement.GetArrayLength());
    }

    private async Task PostAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/lorawan/chirpstack?event=up") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var answer = await _host.Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
