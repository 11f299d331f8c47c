using System.Text.Json;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>What a script gets of every verb: one JSON document and nothing else, or nothing and a reason at the error stream.</summary>
public sealed class JsonOutputTests : IAsyncLifetime
{
    private readonly Cli _cli = new() { Input = "wlan-geheim\n" };

    public async ValueTask InitializeAsync()
    {
        // A name that breaks whatever is put together by hand.
        var trees = SiteImportTests.TwoTrees.Replace("Maria-Pawlowna-Str.", "Am \"\"Anger\"\" \\ [red]</script>", StringComparison.Ordinal);
        await _cli.JsonAsync("site", "import", _cli.Write("trees.csv", trees));
        await _cli.JsonAsync("node", "add", "--site", "1_42672", "--probe", "adc:0@30", "ds18b20@30");
        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("node", "retire", "2");
        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "3000=10", "1000=50", "--note", "\"Labor\"\n2. Zeile", "--from", "2020-01-01");
        await StoredReadings.AddAsync(_cli, 1, DateTimeOffset.UtcNow.AddHours(-2), (2000, 200, ChannelFault.None), (2100, 210, ChannelFault.Open));
        (_cli.Settings["Gateway:Sinks:0:Name"], _cli.Settings["Gateway:Sinks:0:Host"]) = ("stadt", "127.0.0.1");
    }

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("site add platz --name Markt --latitude 50.93 --longitude 11.59")]
    [InlineData("site import {folder}/trees.csv")]
    [InlineData("site import {folder}/trees.csv {folder}/trees.csv")]
    [InlineData("site list")]
    [InlineData("site list --with-device")]
    [InlineData("site list nirgends")]
    [InlineData("node add --id 2b --probe adc:3@60")]
    [InlineData("node list --all")]
    [InlineData("node show 1")]
    [InlineData("node show 2")]
    [InlineData("node provision 1 --host 10.0.0.5 --wifi Stadt --wifi-password-file - -o {folder}/out")]
    [InlineData("node provision 1 --host 10.0.0.5 --new-board -o {folder}/out")]
    [InlineData("node labels -o {folder}/labels.svg")]
    [InlineData("node rotate-key 1 --overlap 2d")]
    [InlineData("node retire 1")]
    [InlineData("node reactivate 2")]
    [InlineData("node replace 1 --id b")]
    [InlineData("node move 1 1_42677")]
    [InlineData("node probe replace 1 0 --serial B-17")]
    [InlineData("node probe set 1 --probe adc:3@60")]
    [InlineData("node settings set 1 host=gw sampling-interval=5min")]
    [InlineData("node settings show 1")]
    [InlineData("probe calibrate 1 --channel 0 --point 3100=5 --point 2300=38")]
    [InlineData("probe calibrations 1")]
    [InlineData("probe take-back 1 --channel 0 --version 1 --note vertauscht")]
    [InlineData("frame decode {frame}")]
    [InlineData("readings export -o {folder}/readings.csv")]
    [InlineData("readings export --format csv-de -o {folder}/readings.csv")]
    [InlineData("readings export --format parquet -o {folder}/readings.parquet")]
    [InlineData("sink resend stadt --from 2026-05-01 --to 2026-05-03")]
    [InlineData("sink resend stadt --from 2026-05-01 --to 2026-05-03 --device 1")]
    [InlineData("backup {folder}/backup.db")]
    [InlineData("backup {folder}/backup.db --with-key-file")]
    [InlineData("doctor")]
    [InlineData("database downgrade 99999")]
    public async Task Result_is_one_JSON_document(string line)
    {
        var code = await _cli.RunAsync([.. Words(line), "--json"]);

        Assert.Equal("", _cli.Error);
        using var document = JsonDocument.Parse(_cli.Output);
        Assert.NotEqual(JsonValueKind.Undefined, document.RootElement.ValueKind);
        Assert.NotEqual(ExitCodes.Usage, code);
        Assert.DoesNotContain("wlan-geheim", _cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_of_a_backup_is_told_as_JSON_too()
    {
        await _cli.JsonAsync("backup", Path.Combine(_cli.Folder, "backup.db"));

        Assert.True((await _cli.JsonAsync("restore", Path.Combine(_cli.Folder, "backup.db"))).TryGetProperty("staged", out _));
    }

    [Theory]
    [InlineData("site import {folder}/missing.csv")]
    [InlineData("site add fern --name Fern --latitude 0 --longitude 0")]
    [InlineData("node show 77")]
    [InlineData("node provision 77 --host 10.0.0.5 -o {folder}/out")]
    [InlineData("node provision 1 --host 10.0.0.5 --run -o {folder}/out")]
    [InlineData("node labels 77 -o {folder}/labels.svg")]
    [InlineData("node rotate-key 1 --overlap 1s")]
    [InlineData("node reactivate 1")]
    [InlineData("node move 1 1_99999")]
    [InlineData("node probe replace 1 9")]
    [InlineData("node settings set 1 host=gw colour=red")]
    [InlineData("probe calibrate 1 --channel 9 --point 3100=5 --point 2300=38")]
    [InlineData("probe take-back 1 --channel 0 --version 9 --note x")]
    [InlineData("frame decode 00ff")]
    [InlineData("readings export")] // a table is no JSON
    [InlineData("readings export --format parquet")]
    [InlineData("readings export -o {folder}/x.csv --from 2026-05-03 --to 2026-05-01")]
    [InlineData("readings export -o {folder}/x.csv --from 2026-05-01 --to 2026-05-01")]
    [InlineData("readings export -o {folder}/none/x.csv")]
    [InlineData("sink resend anders --from 2026-05-01 --to 2026-05-03")]
    [InlineData("sink resend stadt --from 2026-05-03 --to 2026-05-01")]
    [InlineData("sink resend stadt --from 2026-05-01 --to 2026-05-01")]
    [InlineData("sink resend stadt --from 2026-05-01 --to 2026-05-03 --device 77")]
    [InlineData("restore {folder}/trees.csv")]
    [InlineData("backup {data}/gateway.db")]
    public async Task Refusal_gives_a_script_nothing_to_read_and_a_person_the_reason(string line)
    {
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync([.. Words(line), "--json"]));

        Assert.Equal("", _cli.Output);
        Assert.Contains(" / ", _cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _cli.Error, StringComparison.Ordinal);
    }

    private IEnumerable<string> Words(string line) => line.Split(' ').Select(word => word
        .Replace("{folder}", _cli.Folder, StringComparison.Ordinal).Replace("{data}", _cli.Data, StringComparison.Ordinal)
        .Replace("{frame}", Convert.ToHexStringLower(TestFrames.Encode(1, new byte[32], 1, 0, 900)), StringComparison.Ordinal));
}
