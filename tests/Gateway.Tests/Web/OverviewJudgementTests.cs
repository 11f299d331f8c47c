using System.Net;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>What only the readings before tell of a probe is seen on the first page, and what is old is not shown as fresh.</summary>
public sealed class OverviewJudgementTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Newest = DateTimeOffset.UtcNow.AddMinutes(-10);
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PageHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(96, Level.Good)]
    [InlineData(97, Level.Warning)]
    public async Task A_probe_that_has_not_moved_for_a_day_is_no_longer_all_right(int samples, Level level)
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, Newest, samples, index => Moving(index, at30: 3000));

        Assert.Equal(level, Card(node).Level);
        Assert.Equal(level == Level.Warning, (await TextAsync("/")).Contains("bewegt sich nicht", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thermometer_may_rest_a_week_and_no_longer()
    {
        var (calm, hanging) = (await _host.AddNodeAsync(null), await _host.AddNodeAsync(null));
        await AddHoursAsync(calm, (7 * 24) - 1, hour => [3000 + (hour % 5), 2950 + (hour % 3), 2900 + (hour % 2), 160 + (hour % 2), 160, 240 + (hour % 2)]);
        await AddHoursAsync(hanging, 7 * 24, hour => [3000 + (hour % 5), 2950 + (hour % 3), 2900 + (hour % 2), 160 + (hour % 2), 160, 240 + (hour % 2)]);

        Assert.Equal((Level.Good, Level.Warning), (Card(calm).Level, Card(hanging).Level));
    }

    [Theory]
    [InlineData("Ausreißer", 20, 1)]
    [InlineData("Sprung", 20, 1000)]
    public async Task What_moved_as_no_soil_does_is_said_for_a_day_though_newer_readings_are_calm(string word, int samplesAgo, int lasting)
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, Newest, 120, index => Moving(index, at30: (index >= 120 - samplesAgo && index < 120 - samplesAgo + lasting ? 3900 : 2500) + (index % 3)));

        Assert.Equal(Level.Warning, Card(node).Level);
        Assert.Contains($"{word} vor 4 Stunden", await TextAsync("/"), StringComparison.Ordinal);

        // A day later it is history, told by the node's page alone.
        await _host.AddSamplesAsync(node, Newest.AddDays(1), 90, index => Moving(index, at30: (lasting > 1 ? 3900 : 2500) + (index % 3)), boot: 2);
        Assert.DoesNotContain(Card(node).Rows, row => row.Doubts.Any(doubt => doubt.StartsWith(word, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_new_sample_a_late_one_and_a_calibration_are_seen_at_once()
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, Newest, 97, index => Moving(index, at30: 3000));
        Assert.Equal(Level.Warning, Card(node).Level);

        // One that came late and was different: the probe has moved after all.
        await _host.AddSamplesAsync(node, Newest.AddMinutes(-52), 1, index => Moving(index, at30: 2995), boot: 7);
        Assert.Equal(Level.Good, Card(node).Level);

        var probe = _host.Services.GetRequiredService<INodeDirectory>().Describe(node)!.Probes.Single(probe => probe.Channel == 0);
        await _host.Services.GetRequiredService<CalibrationBook>().AddAsync(
            new Calibration { ProbeId = probe.ProbeId, ValidFrom = DateTimeOffset.UnixEpoch, Points = [new(3200, 5), new(2000, 45)], Note = "" }, Cancellation);
        var calibrated = Card(node).Rows.First(row => row.Depth == "30 cm");
        Assert.StartsWith("11,7 %", calibrated.Value, StringComparison.Ordinal);

        await _host.AddSamplesAsync(node, Newest.AddMinutes(5), 1, index => Moving(index, at30: 2600), boot: 8);
        Assert.StartsWith("25,0 %", Card(node).Rows.First(row => row.Depth == "30 cm").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_disk_is_asked_once_a_change_and_not_once_a_page()
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, Newest, 30, index => Moving(index, at30: 3000 + index));
        var newest = _host.Services.GetRequiredService<INewestReadings>();

        var first = newest.Of(node);
        Assert.Same(first, newest.Of(node));
        await _host.AddSamplesAsync(node, Newest.AddMinutes(3), 1, index => Moving(index, at30: 3000), boot: 2);
        Assert.NotSame(first, newest.Of(node));
    }

    [Fact]
    public async Task What_is_said_of_the_newest_sample_is_what_the_long_look_says()
    {
        var random = new Random(7);
        var judged = _host.Services.GetRequiredService<IJudgedReadings>();
        for (var round = 0; round < 12; round++)
        {
            var node = await _host.AddNodeAsync(null);
            var (low, rest) = (random.Next(2000, 3300), random.Next(60, 130));
            await _host.AddSamplesAsync(node, Newest, 140, index => Moving(index, at30: index > 140 - rest ? low : low + random.Next(-900, 40)));

            var expected = judged.Read(node, Newest.AddSeconds(-1), Newest.AddSeconds(1)).ToDictionary(reading => reading.Reading.Channel, reading => reading.Reading.Flags);
            Assert.Equal(6, expected.Count);
            Assert.All(_host.Services.GetRequiredService<INewestReadings>().Of(node), channel => Assert.Equal(expected[channel.Last.Reading.Channel], channel.Last.Reading.Flags));
        }
    }

    [Fact]
    public async Task A_fault_tells_what_the_last_value_was_and_when()
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, Newest.AddDays(-2), 3, index => Moving(index, at30: 2900 + index));
        await _host.AddSamplesAsync(node, Newest, 150, index => Moving(index, at30: 0), faults: [(byte)ChannelFault.Open, 0, 0, 0, 0, 0], boot: 2);

        foreach (var path in new[] { "/", "/knoten/00000001" })
            Assert.Matches(@"Kabelbruch[^§]*zuletzt \d+,\d % vor 2 Tagen", await TextAsync(path));
        Assert.Matches(@"Broken wire[^§]*last \d+\.\d % 2 days ago", await TextAsync("/en/"));
    }

    [Fact]
    public async Task A_channel_that_other_messages_no_longer_bring_shows_its_age()
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, Newest.AddHours(-20), 4, index => Moving(index, at30: 2900 + index));
        await AddLayoutAsync(node, Newest, [3000, 3001]);

        var rows = Card(node).Rows;

        Assert.Equal(8, rows.Count);
        Assert.Equal(6, rows.Count(row => row.Age == "vor 20 Stunden"));
        Assert.Contains("vor 20 Stunden", await TextAsync("/knoten/00000001"), StringComparison.Ordinal);
        await AddLayoutAsync(node, Newest.AddHours(5), [3000, 3001], counter: 1);
        Assert.Equal(2, Card(node).Rows.Count);
    }

    [Theory]
    [InlineData(14, "überfällig, letzte Messung vor 14 Stunden", "overdue, last measurement 14 hours ago")]
    [InlineData(72, "meldet sich nicht mehr, letzte Messung vor 3 Tagen", "is silent, last measurement 3 days ago")]
    public async Task A_silent_node_says_first_since_when(int hours, string german, string english)
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddHours(-hours).AddMinutes(-1), 4, index => Moving(index, at30: 2900 + index));

        foreach (var path in new[] { "/", "/knoten/00000001" })
        {
            Assert.Contains(german, await TextAsync(path), StringComparison.Ordinal);
            Assert.Contains(english, await TextAsync("/en" + path), StringComparison.Ordinal);
        }
    }

    private static int[] Moving(int index, int at30) => [at30, 2950 + (index % 3), 2900 + (index % 2), 288 + (index % 2), 272 + (index % 2), 240 + (index % 2)];

    private NodeCard Card(int node)
    {
        var device = _host.Services.GetRequiredService<INodeDirectory>().Describe(node)!;
        return _host.Services.GetRequiredService<NodeCards>().Of(device, DateTimeOffset.UtcNow);
    }

    private async Task AddHoursAsync(int node, int last, Func<int, int[]> values)
    {
        for (var hour = 0; hour <= last; hour++)
        {
            var held = hour;
            await _host.AddSamplesAsync(node, Newest.AddHours(held - last), 1, _ => values(held), boot: (uint)(100 + held));
        }
    }

    // A layout that the registry does not know, as a device of another maker has for each kind of message.
    private Task<int> AddLayoutAsync(int node, DateTimeOffset time, int[] values, uint counter = 0) =>
        _host.Services.GetRequiredService<IReadingStore>().AppendAsync(new SampleBatch
        {
            Stream = new StreamKey(node, 99, 0),
            FirstCounter = counter,
            LayoutId = 31_000,
            BatteryMillivolts = 3900,
            ReceivedUnixMilliseconds = time.ToUnixTimeMilliseconds(),
            ProvisionalPeriod = 0,
            AgeSeconds = 0,
            DelayBoundMilliseconds = null,
            NodeSeconds = [900],
            TimesUnixMilliseconds = [time.ToUnixTimeMilliseconds()],
            UncertaintiesMilliseconds = [450],
            ChannelCount = values.Length,
            Values = values,
            Faults = new byte[values.Length],
        }, Cancellation);

    private async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await _host.Client.GetStringAsync(path, Cancellation));
}
