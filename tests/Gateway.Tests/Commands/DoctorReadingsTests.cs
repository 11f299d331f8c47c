using System.Text.Json;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary><c>doctor</c> reads every reading and says which the card has lost.</summary>
public sealed class DoctorReadingsTests : IDisposable
{
    private static readonly long Start = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Readings_that_are_all_there_are_good()
    {
        await FillAsync("SELECT 1");

        Assert.Contains("190 Messungen gelesen", await FindingAsync("good"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_day_and_number_of_what_cannot_be_read_are_named()
    {
        await FillAsync("UPDATE block SET crc = crc + 1 WHERE block_id & 0xFF = 2; UPDATE sample_log SET data = x'05' WHERE device_id = 7; UPDATE stream SET crc = 0 WHERE device_id = 3");

        var text = await FindingAsync("problem");

        Assert.Contains("70 Messungen unlesbar, 120 lesbar", text, StringComparison.Ordinal);
        Assert.Contains("device 2 2026-05-01: 60", text, StringComparison.Ordinal);
        Assert.Contains("device 7 (Protokoll / log): 10", text, StringComparison.Ordinal);
        Assert.DoesNotContain("device 3 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counters_that_cannot_be_read_are_a_warning_since_nothing_is_missing()
    {
        await FillAsync("UPDATE stream SET crc = 0 WHERE device_id = 3");

        Assert.Contains("1 Zählerstände", await FindingAsync("warning"), StringComparison.Ordinal);
    }

    private async Task<string> FindingAsync(string severity)
    {
        await _cli.RunAsync("doctor", "--json");
        using var findings = JsonDocument.Parse(_cli.Output);
        var finding = Assert.Single(findings.RootElement.EnumerateArray(), finding => finding.GetProperty("check").GetString() == "Messwerte / readings");
        Assert.Equal(severity, finding.GetProperty("severity").GetString());
        Assert.Equal(severity == "good", finding.GetProperty("advice").GetString()!.Length == 0);
        return finding.GetProperty("text").GetString()!;
    }

    private async Task FillAsync(string rot)
    {
        var cancellation = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(_cli.Data);
        await using var store = new StoreUnderTest(Path.Combine(_cli.Data, "gateway.db"));
        for (var device = 1; device <= 3; device++)
            await store.Store.AppendAsync(TestBatches.Make(device: device, count: 60, start: Start), cancellation);
        await store.Settler.SettleAsync(cancellation);
        await store.Store.AppendAsync(TestBatches.Make(device: 7, count: 10, start: Start), cancellation);
        using var connection = store.Database.OpenWriter();
        connection.Run(rot);
    }
}
