using System.Net;
using System.Net.Http.Headers;
using Jena.SensorNode.Gateway.Nodes.Sites;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>What a browser may keep and what it must ask for again, and in which form it comes over a weak network.</summary>
public sealed class CachingTests : IAsyncLifetime
{
    private PageHost _host = null!;

    public static TheoryData<string> Everything => ["/", "/en/", "/fremde", "/vorfaelle", "/knoten/00000001", "/api/readings/latest", "/api/nodes/00000001/days", "/gateway.css", "/icon.svg", "/health"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await PageHost.StartAsync();
        await _host.AddSiteAsync(new SiteRecord("1_1", "Linde", 50.9, 11.6));
        await _host.AddSamplesAsync(await _host.AddNodeAsync("1_1"), DateTimeOffset.UtcNow.AddMinutes(-5), 4, index => [3000 + index, 3000, 3000, 288, 288, 288]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Nothing_is_shown_from_a_cache_without_asking(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, true, false), (answer.StatusCode, answer.Headers.CacheControl?.NoCache, answer.Headers.CacheControl?.Public));
        Assert.Null(answer.Headers.CacheControl!.MaxAge);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/gateway.css")]
    [InlineData("/icon.svg")]
    public async Task Style_and_icon_come_once_and_are_then_only_asked_for(string path)
    {
        using var first = await GetAsync(path);
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);

        using var again = await GetAsync(path, request => request.Headers.IfNoneMatch.Add(tag));
        using var other = await GetAsync(path, request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"0123456789abcdef\"")));
        using var any = await GetAsync(path, request => request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK, HttpStatusCode.NotModified), (again.StatusCode, other.StatusCode, any.StatusCode));
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancellation), await other.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/", "br")]
    [InlineData("/", "gzip")]
    [InlineData("/gateway.css", "gzip")]
    [InlineData("/api/nodes/00000001/days", "gzip")]
    public async Task What_is_packed_says_so(string path, string encoding)
    {
        using var packed = await GetAsync(path, request => request.Headers.AcceptEncoding.ParseAdd(encoding));
        using var plain = await GetAsync(path);

        Assert.Equal(encoding, Assert.Single(packed.Content.Headers.ContentEncoding));
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
    }

    [Theory]
    [InlineData("bytes=0-9")]
    [InlineData("bytes=99999999-")]
    [InlineData("bytes=-0")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=5-1")]
    public async Task A_part_that_is_asked_for_breaks_nothing(string range)
    {
        foreach (var path in new[] { "/gateway.css", "/", "/api/readings/latest" })
        {
            using var answer = await GetAsync(path, request => request.Headers.TryAddWithoutValidation("Range", range));
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.PartialContent, HttpStatusCode.RequestedRangeNotSatisfiable });
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? configure = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        configure?.Invoke(request);
        return await _host.Client.SendAsync(request, Cancellation);
    }
}
