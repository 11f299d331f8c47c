using System.Globalization;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Commands.Readings;
using Jena.SensorNode.Gateway.Nodes.Csv;
using Jena.SensorNode.Gateway.Tests.Nodes;
using Microsoft.Extensions.Time.Testing;
using Parquet.Serialization;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>Readings from the store through interpretation into a file, and read back.</summary>
public sealed class StoredReadingsExportTests : IDisposable
{
    private static readonly DateTimeOffset First = new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);
    private readonly Cli _cli = new() { Time = new FakeTimeProvider(First.AddDays(-30)) };

    private string Csv => Path.Combine(_cli.Folder, "readings.csv");

    private string Parquet => Path.Combine(_cli.Folder, "readings.parquet");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Csv_holds_value_raw_identity_and_site_of_every_reading()
    {
        await StoreAsync();

        var report = await _cli.JsonAsync("readings", "export", "-o", Csv);

        Assert.Equal(6, report.GetProperty("readings").GetInt64());
        var rows = await RowsAsync();
        Assert.Equal(["0", "0", "0", "1", "1", "1"], rows.Select(row => row.Text("channel")).Order());
        var moisture = rows.Where(row => row.Text("channel") == "0").ToList();
        Assert.Equal(["30", "20", null], moisture.Select(row => Rounded(row.Text("value"))));
        Assert.Equal(["2000", "2500", null], moisture.Select(row => row.Text("raw")));
        Assert.Equal(["100", "101", "102"], moisture.Select(row => row.Text("sample")));
        Assert.All(moisture, row => Assert.Equal(("3", "0", "1_42672"), (row.Text("boot"), row.Text("incarnation"), row.Text("site"))));
        Assert.Equal("Open", moisture[2].Text("fault"));
        var temperature = rows.Where(row => row.Text("channel") == "1").Select(row => row.Text("value"));
        Assert.Equal(["12.5", "-1.25", "0"], temperature);
    }

    [Fact]
    public async Task Parquet_reads_back_as_the_same_readings()
    {
        await StoreAsync();

        await _cli.JsonAsync("readings", "export", "--format", "parquet", "-o", Parquet);
        await _cli.JsonAsync("readings", "export", "-o", Csv);

        await using var stream = File.OpenRead(Parquet);
        var read = (await ParquetSerializer.DeserializeAsync<ExportRow>(stream, cancellationToken: TestContext.Current.CancellationToken)).Data;
        var rows = await RowsAsync();
        Assert.Equal(rows.Select(row => row.Text("time_utc")), read.Select(row => row.TimeUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        Assert.Equal(rows.Select(row => row.Number("value")), read.Select(row => row.Value));
        Assert.Equal(rows.Select(row => row.Text("flags") ?? ""), read.Select(row => row.Flags));
        Assert.Equal(rows.Select(row => row.Text("site_name") ?? ""), read.Select(row => row.SiteName));
        Assert.Equal((ChannelFault.Open.ToString(), (double?)null, (int?)null), read.Where(row => row.Fault.Length > 0).Select(row => (row.Fault, row.Value, row.Raw)).Single());
    }

    [Fact]
    public async Task Range_holds_its_begin_and_not_its_end_across_the_change_of_clocks()
    {
        await StoreAsync();

        await _cli.JsonAsync("readings", "export", "-o", Csv, "--from", "2026-10-25T00:45:00Z", "--to", "2026-10-25T02:00:00+01:00");

        Assert.All(await RowsAsync(), row => Assert.Equal("2026-10-25T00:45:00.000Z", row.Text("time_utc")));
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task Site_with_a_formula_for_a_name_stays_text()
    {
        await _cli.JsonAsync("site", "add", "evil", "--name", "=HYPERLINK(\"http://x\";\"Baum\")", "--latitude", "50.9", "--longitude", "11.6");
        await AddNodeAsync("evil");
        await StoredReadings.AddAsync(_cli, 1, First, (2000, 200, ChannelFault.None));

        await _cli.JsonAsync("readings", "export", "-o", Csv);

        Assert.All(await RowsAsync(), row => Assert.Equal("'=HYPERLINK(\"http://x\";\"Baum\")", row.Text("site_name")));
    }

    [Fact]
    public async Task Only_the_nodes_asked_for_are_exported_and_an_unknown_one_is_refused()
    {
        await StoreAsync();
        await AddNodeAsync("1_42672");
        await StoredReadings.AddAsync(_cli, 2, First, (2000, 200, ChannelFault.None));

        Assert.Equal(2, (await _cli.JsonAsync("readings", "export", "-o", Csv, "--device", "2")).GetProperty("readings").GetInt64());
        Assert.Equal(8, (await _cli.JsonAsync("readings", "export", "-o", Csv)).GetProperty("readings").GetInt64());
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("readings", "export", "-o", Csv, "--device", "77"));
    }

    [Fact]
    public async Task Without_a_file_the_csv_is_the_output_and_parquet_needs_one()
    {
        await StoreAsync();

        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("readings", "export"));
        Assert.Equal(7, _cli.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("readings", "export", "--format", "parquet"));
        Assert.Contains("--output", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_that_fails_leaves_the_earlier_file_as_it_was()
    {
        await StoreAsync();
        await _cli.JsonAsync("readings", "export", "-o", Csv);
        var before = await File.ReadAllTextAsync(Csv, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("readings", "export", "-o", Path.Combine(_cli.Folder, "missing", "readings.csv")));
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("readings", "export", "-o", Csv, "--device", "77"));

        Assert.Equal(before, await File.ReadAllTextAsync(Csv, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Csv + ".part"));
    }

    private async Task StoreAsync()
    {
        await _cli.JsonAsync("site", "import", _cli.Write("trees.csv", SiteImportTests.OneTree));
        await AddNodeAsync("1_42672");
        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "3000=10", "1000=50", "--from", "2020-01-01");
        await StoredReadings.AddAsync(_cli, 1, First, (2000, 200, ChannelFault.None), (2500, -20, ChannelFault.None), (0, 0, ChannelFault.Open));
    }

    private async Task AddNodeAsync(string site) => await _cli.JsonAsync("node", "add", "--site", site, "--probe", "adc:0@30", "ds18b20@30");

    private async Task<List<CsvRow>> RowsAsync()
    {
        await using var stream = File.OpenRead(Csv);
        var table = CsvTable.Read(stream);
        var rows = table.Rows.ToList();
        Assert.Equal(0, table.Problems.Count);
        return rows;
    }

    private static string? Rounded(string? value) => value is null ? null : Math.Round(double.Parse(value, CultureInfo.InvariantCulture), 6).ToString(CultureInfo.InvariantCulture);
}
