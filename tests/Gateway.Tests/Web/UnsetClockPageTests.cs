using System.Text.Json;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Timing;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>The board starts again and nobody has set its clock yet: pages and API say so, and blame no node.</summary>
public sealed class UnsetClockPageTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(-20_000)]
    [InlineData(-14)]
    [InlineData(100)]
    public async Task No_node_is_silent_and_what_is_known_stays_there(int days)
    {
        await using (var before = await RunningGateway.StartAsync([], dataDirectory: _folder.Path))
        {
            var node = await before.AddNodeAsync();
            await before.Get<FrameIngest>().AcceptAsync(TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, value: 3000, layout: node.Layout.Id), node.NodeId, 1000, Cancellation);
        }

        var machine = new JumpingTime(DateTimeOffset.UtcNow.AddDays(days));
        await using var gateway = await RunningGateway.StartAsync(
            ["--Gateway:Timing:Clock=Auto"], builder => builder.UseUnsetClock().Services.AddSingleton<TimeProvider>(machine), _folder.Path);

        Assert.False(gateway.Get<GatewayClock>().Now().IsTrusted);
        var page = await gateway.PageAsync("");
        Assert.Contains("1 in Ordnung", page, StringComparison.Ordinal);
        Assert.Contains("nicht gestellt", page, StringComparison.Ordinal);
        Assert.DoesNotContain("meldet sich nicht", page, StringComparison.Ordinal);
        Assert.DoesNotContain("in der Zukunft", await gateway.PageAsync("knoten/00000001"), StringComparison.Ordinal);
        using var http = new HttpClient();
        using var latest = JsonDocument.Parse(await http.GetStringAsync(new Uri(gateway.Page, "api/readings/latest"), Cancellation));
        Assert.Equal(1, latest.RootElement.GetArrayLength());
    }
}
