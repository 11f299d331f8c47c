using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands.Readings;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Csv;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>An export says of every reading what the pages and the aggregates say of it.</summary>
public sealed class JudgedExportTests : IDisposable
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset April = new(2026, 4, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset May = new(2026, 5, 10, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset June = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private readonly Cli _cli = new() { Time = new FakeTimeProvider(March) };

    private string Target => Path.Combine(_cli.Folder, "readings.out");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Spike_and_step_are_flagged_in_every_format()
    {
        await AddNodeAsync();
        await StoreAsync(April, 2000, 2000, 1000, 2000, 2000, 2900, 2900);

        await _cli.JsonAsync("readings", "export", "-o", Target);
        var flags = (await RowsAsync()).Where(row => row.Text("channel") == "0").Select(row => row.Text("flags") ?? "").ToList();
        await _cli.JsonAsync("readings", "export", "--format", "parquet", "-o", Target);
        await using var stream = File.OpenRead(Target);
        var read = (await Parquet.Serialization.ParquetSerializer.DeserializeAsync<ExportRow>(stream, cancellationToken: TestContext.Current.CancellationToken)).Data;

        Assert.Equal(["", "", "Spike", "", "", "Step", ""], flags);
        Assert.Equal(flags, read.Where(row => row.Channel == 0).Select(row => row.Flags));
    }

    [Fact]
    public async Task Probe_that_has_not_moved_for_a_day_is_stuck_also_where_the_range_begins_after_that_day()
    {
        await AddNodeAsync();
        await StoreAsync(April, [.. Enumerable.Repeat(2000, 60)]);
        await StoreAsync(April.AddHours(15), [.. Enumerable.Repeat(2000, 60)], boot: 4);

        await _cli.JsonAsync("readings", "export", "-o", Target, "--from", "2026-04-16T10:30Z", "--to", "2026-04-16T11:30Z");

        var moisture = (await RowsAsync()).Where(row => row.Text("channel") == "0").ToList();
        Assert.Equal(4, moisture.Count);
        Assert.All(moisture, row => Assert.Contains("Stuck", row.Text("flags"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Range_in_many_stretches_is_the_same_as_every_reading_judged_at_once()
    {
        await AddNodeAsync();
        await using var gateway = _cli.Gateway();
        var random = new Random(7);
        for (uint counter = 0; counter < 12_000; counter += 60)
        {
            var samples = Enumerable.Range(0, 60).Select(_ => (random.Next(20) == 0 ? 1200 : 2000 + random.Next(30), 200, ChannelFault.None)).ToArray();
            await StoredReadings.AddAsync(gateway.Services, 1, new SampleIdentity(0, 1, 0, counter), April.AddMinutes(15 * counter), samples);
        }

        var whole = gateway.Services.GetRequiredService<IJudgedReadings>();
        var counting = new CountingReadings(whole);
        var directory = gateway.Services.GetRequiredService<INodeDirectory>();

        var rows = new ReadingRows(gateway.Services.GetRequiredService<IReadingStore>(), directory, counting).Read(directory.All(), 0, long.MaxValue).ToList();

        var atOnce = whole.Read(1, April, April.AddYears(2)).Where(reading => reading.Reading.Channel == 0).ToList();
        var moisture = rows.Where(row => row.Channel == 0).ToList();
        Assert.Equal(atOnce.Select(reading => reading.Reading.Value), moisture.Select(row => row.Value));
        Assert.Equal(
            atOnce.Select(reading => reading.Reading.Flags == QualityFlags.None ? "" : reading.Reading.Flags.ToString().Replace(",", "", StringComparison.Ordinal)),
            moisture.Select(row => row.Flags));
        Assert.Equal(Enumerable.Range(0, 12_000).Select(counter => (long)counter), moisture.Select(row => row.Sample));
        Assert.InRange(counting.Most, 1, 2 * 10_001);
    }

    [Fact]
    public async Task German_form_opens_in_a_German_spreadsheet_and_tells_the_doubled_hour_apart()
    {
        await AddNodeAsync("Märktstraße; \"Nord\"");
        await StoreAsync(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), 2000, 2000, 2000, 2000, 2000);

        await _cli.JsonAsync("readings", "export", "--format", "csv-de", "-o", Target, "--from", "25.10.2026", "--to", "26.10.2026");

        var bytes = await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken);
        Assert.True(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        var rows = (await RowsAsync()).Where(row => row.Text("channel") == "1").ToList();
        Assert.Equal(["2026-10-25 02:30:00", "2026-10-25 02:45:00", "2026-10-25 02:00:00", "2026-10-25 02:15:00", "2026-10-25 02:30:00"], rows.Select(row => row.Text("zeit_jena")));
        Assert.Equal(["2026-10-25 00:30:00", "2026-10-25 01:30:00"], [rows[0].Text("zeit_utc"), rows[4].Text("zeit_utc")]);
        Assert.All(rows, row => Assert.Equal(("12,5", "Märktstraße; \"Nord\""), (row.Text("value"), row.Text("site_name"))));
    }

    [Fact]
    public async Task Probe_replaced_in_May_leaves_April_as_it_was_in_export_aggregates_and_api()
    {
        var clock = new FakeTimeProvider(March);
        await using var gateway = await RunningGateway.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var cli = new Cli(gateway.DataDirectory) { Time = clock };
        await cli.AddSiteAsync("alt", "Alter Platz");
        await cli.AddSiteAsync("neu", "Neuer Platz");
        await cli.JsonAsync("node", "add", "--site", "alt");
        await Eventually.TrueAsync(() => gateway.Get<INodeDirectory>().Find(1) is not null, "the service sees the node");
        clock.SetUtcNow(April.AddDays(2));
        await StoredReadings.AddAsync(gateway.Services, 1, new SampleIdentity(0, 1, 0, 0), April, [(2000, 200, ChannelFault.None), (2010, 200, ChannelFault.None)]);
        await cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "3000=10", "1000=50", "--from", "2026-03-15");
        await Eventually.TrueAsync(() => gateway.Get<CalibrationBook>().Revision == 1, "the service sees the calibration");
        var before = await ExportAsync(cli, "2026-04-01", "2026-05-01");
        var daysBefore = await DaysAsync(gateway, "2026-04-15");

        clock.SetUtcNow(June.AddDays(1));
        await cli.JsonAsync("node", "probe", "replace", "1", "0", "--depth", "45", "--serial", "B-17", "--at", May.ToString("O"));
        await cli.JsonAsync("node", "move", "1", "neu", "--from", May.ToString("O"));
        await cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "3000=0", "1000=20", "--from", "2026-05-10");
        await StoredReadings.AddAsync(gateway.Services, 1, new SampleIdentity(0, 1, 0, 2), June, [(2000, 200, ChannelFault.None)]);
        await Eventually.TrueAsync(() => gateway.Get<INodeDirectory>().Describe(1)!.Site!.Reference == "neu", "the service sees the changes");

        Assert.Equal(before, await ExportAsync(cli, "2026-04-01", "2026-05-01"));
        Assert.Equal(daysBefore, await DaysAsync(gateway, "2026-04-15"));
        Assert.Contains("\"depth_cm\":30", daysBefore, StringComparison.Ordinal);
        Assert.Contains(",alt,", before, StringComparison.Ordinal);
        var june = await ExportAsync(cli, "2026-06-01", "2026-07-01");
        Assert.Contains(",neu,Neuer Platz,0,45,", june, StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(Cli cli, string from, string to)
    {
        Assert.Equal(0, await cli.RunAsync("readings", "export", "--from", from, "--to", to));
        return cli.Output;
    }

    private static async Task<string> DaysAsync(RunningGateway gateway, string day)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(gateway.Page, $"api/nodes/00000001/days?from={day}&to={day}"), TestContext.Current.CancellationToken);
    }

    private async Task AddNodeAsync(string site = "Platz")
    {
        await _cli.AddSiteAsync("platz", site);
        await _cli.JsonAsync("node", "add", "--site", "platz");
        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "3000=10", "1000=50", "--from", "2026-03-01");
    }

    private Task StoreAsync(DateTimeOffset first, params int[] moistures) => StoreAsync(first, moistures, boot: 3);

    private Task StoreAsync(DateTimeOffset first, int[] moistures, uint boot) =>
        StoredReadings.AddAsync(_cli, 1, boot, first, [.. moistures.Select(moisture => (moisture, 200, ChannelFault.None))]);

    private async Task<List<CsvRow>> RowsAsync()
    {
        await using var stream = File.OpenRead(Target);
        return [.. CsvTable.Read(stream).Rows];
    }

    /// <summary>Notes how many readings were in memory at a time.</summary>
    private sealed class CountingReadings(IJudgedReadings inner) : IJudgedReadings
    {
        public int Most { get; private set; }

        public IReadOnlyList<TimedReading> Read(int deviceId, DateTimeOffset from, DateTimeOffset to)
        {
            var read = inner.Read(deviceId, from, to);
            Most = Math.Max(Most, read.Count);
            return read;
        }
    }
}
