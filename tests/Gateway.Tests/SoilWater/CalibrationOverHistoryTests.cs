using System.Net;
using System.Text.Json;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Commands;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.SoilWater;

/// <summary>A calibration entered beside the running service: everything that shows a value follows, back to its date.</summary>
public sealed class CalibrationOverHistoryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset May = new(DateTimeOffset.UtcNow.Year - 1, 5, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Newest = DateTimeOffset.UtcNow.AddMinutes(-10);
    private PageHost _host = null!;
    private Cli _cli = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await PageHost.StartAsync();
        _cli = new Cli(_host.DataDirectory);
        var device = await _host.AddNodeAsync(null, May.AddMonths(-1));
        await _host.AddSamplesAsync(device, May.AddHours(9), 20, Values);
        await _host.AddSamplesAsync(device, Newest, 20, Values, boot: 2);
        static int[] Values(int index) => [2249 + (index % 2 * 2), 2250, 2250, 288, 288, 288];
    }

    public async ValueTask DisposeAsync()
    {
        _cli.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Export_days_page_and_platform_follow_back_to_the_date_of_the_calibration()
    {
        var before = await DayOfMayAsync();
        Assert.NotEqual(25, before, 1.0);

        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--from", $"{May:yyyy-MM-dd}", "--point", "1500=45", "--point", "3000=5", "--note", "Labor");
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<CalibrationBook>().Revision == 1, "the service sees what the command entered");

        Assert.Equal(25, await DayOfMayAsync(), 0.1);
        Assert.Contains("25,0 %", await PageAsync(), StringComparison.Ordinal);
        Assert.Equal(25, await LatestAsync(), 0.1);
        Assert.All(await ExportAsync(), row => Assert.Equal(("25.0", "1"), row));

        // A better one, for later only: May keeps the first.
        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--from", $"{Newest.AddDays(-2):yyyy-MM-dd}", "--point", "1500=46", "--point", "2250=30", "--point", "3000=4");
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<CalibrationBook>().Revision == 2, "the second is seen too");

        Assert.Equal(25, await DayOfMayAsync(), 0.1);
        Assert.Equal(30, await LatestAsync(), 0.1);
        Assert.Equal([("25.0", "1"), ("30.0", "2")], (await ExportAsync()).Distinct().Order());
    }

    [Fact]
    public async Task A_table_that_cannot_be_read_is_told_and_read_again_until_it_can()
    {
        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "1500=45", "--point", "3000=5");
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<CalibrationBook>().Revision == 1, "the service sees it");

        await SetAsync("points = '[[1500,45],[1500,5]]'");
        await Eventually.TrueAsync(() => HealthAsync().Result.Contains("Kalibrierung", StringComparison.Ordinal), "health names the trouble");
        Assert.Equal(25, await LatestAsync(), 0.1);
        Assert.Contains("zweimal", await HealthAsync(), StringComparison.Ordinal);

        // Mended without another change to the registry: found by trying again.
        await SetAsync("points = '[[1500,65],[3000,25]]'", isSeen: false);
        await Eventually.TrueAsync(() => Math.Abs(LatestAsync().Result - 45) < 0.1, "the mended calibration is in force");
        Assert.DoesNotContain("Kalibrierung", await HealthAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'{}'")]
    [InlineData("'[[1]]'")]
    [InlineData("'null'")]
    [InlineData("'[null,[1,2]]'")]
    [InlineData("'[[1,2],[3,'")]
    [InlineData("x'00ff'")]
    public async Task Whatever_stands_in_the_table_the_last_good_calibration_stays_in_force(string points)
    {
        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "1500=45", "--point", "3000=5");
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<CalibrationBook>().Revision == 1, "the service sees it");

        await SetAsync($"points = {points}");

        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<CalibrationRefresher>().Error is not null, "the trouble is known");
        Assert.Equal(25, await LatestAsync(), 0.1);
    }

    private Task<int> SetAsync(string change, bool isSeen = true) => _host.Services.GetRequiredService<DatabaseWriter>().WriteAsync(
        connection =>
        {
            connection.Run($"UPDATE calibration SET {change}");
            if (isSeen)
                connection.Run("UPDATE registry_state SET revision = revision + 1");
            return 0;
        },
        Cancellation);

    private Task<string> HealthAsync() => _host.Client.GetStringAsync("/health", Cancellation);

    private async Task<string> PageAsync() => WebUtility.HtmlDecode(await _host.Client.GetStringAsync("/knoten/00000001", Cancellation));

    private async Task<double> DayOfMayAsync()
    {
        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync($"/api/nodes/00000001/days?from={May:yyyy-MM-dd}&to={May:yyyy-MM-dd}", Cancellation));
        return json.RootElement.EnumerateArray().First(item => item.GetProperty("channel").GetInt32() == 0).GetProperty("mean").GetDouble();
    }

    private async Task<double> LatestAsync()
    {
        using var json = JsonDocument.Parse(await _host.Client.GetStringAsync("/api/readings/latest", Cancellation));
        return json.RootElement[0].GetProperty("soil_vwc_30").GetDouble();
    }

    private async Task<IReadOnlyList<(string Value, string Version)>> ExportAsync()
    {
        var file = Path.Combine(_cli.Folder, "readings.csv");
        await _cli.JsonAsync("readings", "export", "-o", file);
        var lines = (await File.ReadAllLinesAsync(file, Cancellation)).Select(line => line.Split(',', ';')).ToList();
        int Column(string name) => Array.IndexOf(lines[0], name);
        return [.. lines.Skip(1).Where(row => row[Column("channel")] == "0").Select(row =>
            (double.Parse(row[Column("value")], System.Globalization.CultureInfo.InvariantCulture).ToString("F1", System.Globalization.CultureInfo.InvariantCulture), row[Column("calibration_version")]))];
    }
}
