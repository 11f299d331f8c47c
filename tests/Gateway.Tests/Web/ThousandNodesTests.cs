using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>A city with 1,000 nodes: pages stay small, all nodes can be reached, the API holds all.</summary>
public sealed class ThousandNodesTests : IAsyncLifetime
{
    private const int Nodes = 1000;
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await PageHost.StartAsync();
        for (var node = 0; node < Nodes; node++)
            await _host.AddSamplesAsync(await _host.AddNodeAsync(null), DateTimeOffset.UtcNow.AddMinutes(-10), 1, _ => [3000, 3000 - node, 2900, 288, 288, 240]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_page_fits_a_phone_in_the_field_every_node_is_on_one_and_the_newest_readings_are_one_answer()
    {
        var found = new HashSet<string>();
        for (var page = 1; page <= 17; page++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/?seite={page}");
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
            using var small = await _host.Client.SendAsync(request, Cancellation);
            Assert.Equal("br", Assert.Single(small.Content.Headers.ContentEncoding));
            Assert.InRange((await small.Content.ReadAsByteArrayAsync(Cancellation)).Length, 1000, 20_000);

            var text = await _host.Client.GetStringAsync($"/?seite={page}", Cancellation);
            Assert.InRange(text.Length, 1000, 150_000);
            found.UnionWith(Regex.Matches(text, "/knoten/([0-9a-f]{8})").Select(match => match.Groups[1].Value));
        }

        Assert.Equal(Nodes, found.Count);
        var bytes = await _host.Client.GetByteArrayAsync("/api/readings/latest", Cancellation);

        using var json = JsonDocument.Parse(bytes);
        Assert.Equal(Nodes, json.RootElement.EnumerateArray().Select(item => item.GetProperty("id").GetString()).Distinct().Count());
        Assert.InRange(bytes.Length, 1, 400 * Nodes);
    }
}
