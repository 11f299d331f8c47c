using System.Text.Json;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Timing;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>The host's clock jumps while the gateway runs: pages and API count by the time that the readings are dated by.</summary>
public sealed class JumpedClockPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400)]
    [InlineData(-400)]
    public async Task No_node_falls_silent_no_incident_is_forgotten_and_no_reading_is_withheld(int days)
    {
        var machine = new JumpingTime(DateTimeOffset.UtcNow);
        await using var gateway = await RunningGateway.StartAsync([], builder => builder.Services.AddSingleton<TimeProvider>(machine));
        var node = await gateway.AddNodeAsync();
        await using (var wire = await TestNode.ConnectAsync(gateway.MqttPort, node))
            await wire.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, value: 3000, layout: node.Layout.Id));
        gateway.Get<IncidentBook>().Note("0000dead", IncidentKind.UnknownNode, "");

        machine.Jump(TimeSpan.FromDays(days));
        gateway.Get<GatewayClock>().Check();

        var page = await gateway.PageAsync("");
        Assert.Contains($"Systemuhr ist um {(days < 0 ? "−" : "")}400 Tage gesprungen", page, StringComparison.Ordinal);
        Assert.Contains("1 in Ordnung", page, StringComparison.Ordinal);
        Assert.Contains("0000dead", page, StringComparison.Ordinal);
        Assert.Contains("(gerade eben)", await gateway.PageAsync("knoten/00000001"), StringComparison.Ordinal);
        using var http = new HttpClient();
        using var latest = JsonDocument.Parse(await http.GetStringAsync(new Uri(gateway.Page, "api/readings/latest"), Cancellation));
        Assert.Equal(1, latest.RootElement.GetArrayLength());
    }
}
