using System.Net;
using System.Text.Json;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Aggregates;

public sealed class AggregateApiTests : IAsyncLifetime
{
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PageHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_new_calibration_changes_the_days_before_it_was_entered()
    {
        var device = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(device, DateTimeOffset.UtcNow.AddHours(-1), 96, index => [2250 + (index % 2), 2250, 2250, 288, 288, 288]);
        var before = await MeanAsync();

        var probe = _host.Services.GetRequiredService<INodeDirectory>().Describe(device)!.Probes.Single(candidate => candidate.Channel == 0);
        await _host.Services.GetRequiredService<CalibrationBook>().AddAsync(
            new Calibration { ProbeId = probe.ProbeId, ValidFrom = DateTimeOffset.UtcNow.AddDays(-20), Points = [new(1500, 45), new(3000, 5)] }, Cancellation);

        Assert.NotEqual(25, before, 0.5);
        Assert.Equal(25, await MeanAsync(), 0.1);
    }

    [Theory]
    [InlineData("/api/nodes/00000009/days", HttpStatusCode.NotFound)]
    [InlineData("/api/nodes/00000001/days?from=gestern", HttpStatusCode.BadRequest)]
    [InlineData("/api/nodes/00000001/days?from=2026-07-02&to=2026-07-01", HttpStatusCode.BadRequest)]
    [InlineData("/api/nodes/00000001/hours?from=2026-01-01&to=2026-12-31", HttpStatusCode.BadRequest)]
    [InlineData("/api/nodes/00000001/days?from=0001-01-01&to=9999-12-31", HttpStatusCode.BadRequest)]
    [InlineData("/api/nodes/00000001/hours", HttpStatusCode.OK)]
    public async Task Questions_that_make_no_sense_are_answered_in_words(string path, HttpStatusCode status)
    {
        await _host.AddNodeAsync(null);

        using var answer = await _host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(status, answer.StatusCode);
    }

    private async Task<double> MeanAsync()
    {
        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync("/api/nodes/00000001/days", Cancellation));
        return json.RootElement.EnumerateArray().First(item => item.GetProperty("channel").GetInt32() == 0).GetProperty("mean").GetDouble();
    }
}
