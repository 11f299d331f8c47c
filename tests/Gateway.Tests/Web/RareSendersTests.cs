using System.Net;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Settings;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>A node that is set to measure or to send rarely is neither overdue nor silent, and its curve is drawn.</summary>
public sealed class RareSendersTests : IAsyncLifetime
{
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PageHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(0, 12, Level.Good)] // without settings of its own: every six hours
    [InlineData(0, 14, Level.Warning)]
    [InlineData(0, 49, Level.Alarm)]
    [InlineData(6, 14, Level.Warning)]
    [InlineData(1, 2, Level.Good)]
    [InlineData(1, 4, Level.Warning)]
    [InlineData(1, 47, Level.Warning)]
    [InlineData(1, 49, Level.Alarm)]
    [InlineData(24, 48, Level.Good)]
    [InlineData(24, 50, Level.Warning)]
    [InlineData(24, 72, Level.Warning)]
    [InlineData(24, 74, Level.Alarm)]
    [InlineData(168, 14 * 24, Level.Good)]
    [InlineData(168, (14 * 24) + 2, Level.Warning)]
    [InlineData(168, (21 * 24) + 2, Level.Alarm)]
    public async Task Overdue_and_silent_are_counted_in_the_nodes_own_sendings(int sendingHours, int ageHours, Level level)
    {
        var node = await _host.AddNodeAsync(null);
        if (sendingHours > 0)
            await SetAsync(sendingHours);
        await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddHours(-ageHours), 4, index => [3000 + index, 2950 + index, 2900 + index, 288 + index, 272, 240]);

        var device = _host.Services.GetRequiredService<INodeDirectory>().Describe(node)!;

        Assert.Equal(level, _host.Services.GetRequiredService<NodeCards>().Of(device, DateTimeOffset.UtcNow).Level);
    }

    [Fact]
    public async Task The_latest_settings_count_whether_the_node_has_taken_them_or_not()
    {
        var node = await _host.AddNodeAsync(null);
        foreach (var hours in new[] { 12, 168, 24 })
            await SetAsync(hours);

        Assert.Equal(TimeSpan.FromHours(24), _host.Services.GetRequiredService<INodeDirectory>().Describe(node)!.SendingInterval);
    }

    [Theory]
    [InlineData(4, 24)] // samples a week with so many hours between: joined
    [InlineData(20, 6)]
    public async Task A_curve_of_rare_samples_is_a_line(int count, int hoursBetween)
    {
        var node = await _host.AddNodeAsync(null);
        for (var index = 0; index < count; index++)
            await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddHours(-hoursBetween * (count - index)).AddMinutes(5), 1, _ => [3000 - (30 * index), 2950, 2900, 288, 272, 240], boot: (uint)index + 1);

        var page = WebUtility.HtmlDecode(await _host.Client.GetStringAsync("/knoten/00000001", Cancellation));

        var path = page[page.IndexOf("<path d=\"", StringComparison.Ordinal)..];
        path = path[..path.IndexOf("\" vector", StringComparison.Ordinal)];
        Assert.Equal((1, count - 1), (path.Count(letter => letter == 'M'), path.Count(letter => letter == 'L')));
    }

    private Task<NodeSettings> SetAsync(int hours) => _host.Services.GetRequiredService<NodeSettingsRegistry>().ChangeAsync(
        1,
        settings => (settings.GatewayHost, settings.GatewayPort, settings.SendingIntervalSeconds) = ("192.168.50.1", 1883, (uint)hours * 3600),
        Cancellation);
}
