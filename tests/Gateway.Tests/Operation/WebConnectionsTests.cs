using System.Text;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Tests.Broker;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>Whoever opens connections to the web port and says nothing, or half of something, keeps nobody out and takes bounded room.</summary>
public sealed class WebConnectionsTests
{
    private const int Most = 8;

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")]
    [InlineData("POST /lorawan/tts HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n{")]
    [InlineData("GET /api/readings/latest HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task The_oldest_make_room_and_the_page_is_served(string beginning)
    {
        await using var gateway = await RunningGateway.StartAsync([$"--Gateway:Web:MaximumConnections={Most}", "--Gateway:Lorawan:HttpToken=a-token-of-some-length"]);
        var connections = gateway.Get<WebConnections>();
        List<RawPeer> peers = [];
        for (var count = 0; count < 4 * Most; count++)
        {
            peers.Add(new RawPeer(gateway.Page.Port));
            await peers[^1].SendAsync(Encoding.ASCII.GetBytes(beginning));
        }

        await Eventually.TrueAsync(() => connections.Count == Most, "so many and no more");

        Assert.Contains("<html", await gateway.PageAsync(""), StringComparison.Ordinal);
        Assert.InRange(connections.Count, 1, Most);
        await peers[0].ReadAsync();
        peers.ForEach(peer => peer.Dispose());
        await Eventually.TrueAsync(() => connections.Count <= 1, "the rest is gone too");
    }

    [Theory]
    [InlineData("GET /?suche=%00%ff%fe%ed%a0%80&seite=99999999999999999999 HTTP/1.1\r\nHost: x", 200)]
    [InlineData("GET /?suche=a&suche=b&seite=-1&seite=2 HTTP/1.1\r\nHost: x", 200)]
    [InlineData("GET /en/?seite=2147483647 HTTP/1.1\r\nHost: x", 200)]
    [InlineData("GET /api/nodes/0000002a/days?from=0001-01-01&to=9999-12-31 HTTP/1.1\r\nHost: x", 404)]
    [InlineData("GET /api/nodes/..%2f..%2fetc/hours HTTP/1.1\r\nHost: x", 404)]
    [InlineData("GET /knoten/%00 HTTP/1.1\r\nHost: x", 400)]
    [InlineData("GET /knoten/{8k} HTTP/1.1\r\nHost: x", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nX: {40k}", 431)]
    [InlineData("GET / HTTP/1.1", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nHost: y", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5", 200)]
    [InlineData("POST /lorawan/chirpstack HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token-of-some-length\r\nContent-Length: 99999999999", 413)]
    [InlineData("POST /lorawan/chirpstack HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token-of-some-length\r\nContent-Length: -1", 400)]
    [InlineData("POST /lorawan/chirpstack HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token-of-some-length\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF", 400)]
    [InlineData("POST /lorawan/chirpstack HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {8k}\r\nContent-Length: 0", 401)]
    [InlineData("DELETE /api/readings/latest HTTP/1.1\r\nHost: x", 405)]
    [InlineData("PRI * HTTP/1.1\r\nHost: x", 405)]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0", 400)]
    public async Task A_request_that_nobody_honest_makes_is_answered_and_breaks_nothing(string request, int status)
    {
        await using var gateway = await RunningGateway.StartAsync(["--Gateway:Lorawan:HttpToken=a-token-of-some-length"]);
        using var peer = new RawPeer(gateway.Page.Port);
        var whole = request.Replace("{8k}", new string('a', 8192), StringComparison.Ordinal).Replace("{40k}", new string('a', 40_960), StringComparison.Ordinal);

        await peer.SendAsync(Encoding.Latin1.GetBytes(whole + "\r\nConnection: close\r\n\r\n"));
        var answer = Encoding.Latin1.GetString(await peer.ReadAsync(12));

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
    }
}
