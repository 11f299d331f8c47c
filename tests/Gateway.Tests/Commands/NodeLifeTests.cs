using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Tests.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>Retirement and its undoing, and dates that cannot be.</summary>
public sealed class NodeLifeTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly Cli _cli = new() { Time = new FakeTimeProvider(Now) };

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Retirement_undone_leaves_site_probes_and_key_as_they_were()
    {
        await AddAsync();
        var before = await _cli.JsonAsync("node", "show", "1");
        await _cli.JsonAsync("node", "retire", "1");
        Assert.True((await _cli.JsonAsync("node", "show", "1")).GetProperty("overview").GetProperty("isRetired").GetBoolean());

        var said = await _cli.JsonAsync("node", "reactivate", "1");

        Assert.False(said.GetProperty("isRetired").GetBoolean());
        Assert.Equal(before.GetRawText(), (await _cli.JsonAsync("node", "show", "1")).GetRawText());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("77")]
    [InlineData("")]
    [InlineData("zwei")]
    public async Task Only_a_retired_node_comes_back(string node)
    {
        await AddAsync();

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "reactivate", node, "--json"));

        Assert.Empty(_cli.Output);
        Assert.NotEmpty(_cli.Error);
    }

    [Theory]
    [InlineData("move", "1", "1_42677", "--from", "2026-05-03")]
    [InlineData("move", "1", "1_42677", "--from", "2062-05-01")]
    [InlineData("move", "1", "1_42677", "--from", "1999-12-31")]
    [InlineData("probe", "replace", "1", "0", "--at", "2062-05-01")]
    public async Task Date_that_has_not_come_or_cannot_be_is_refused_and_changes_nothing(params string[] args)
    {
        await AddAsync();
        var before = await _cli.JsonAsync("node", "show", "1");

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync(["node", .. args, "--json"]));

        Assert.Empty(_cli.Output);
        Assert.Equal(before.GetRawText(), (await _cli.JsonAsync("node", "show", "1")).GetRawText());
    }

    [Theory]
    [InlineData("2026-05-02T11:59")]
    [InlineData("2026-04-01")]
    public async Task Date_within_a_day_of_this_clock_is_taken(string from)
    {
        await AddAsync();

        await _cli.JsonAsync("node", "move", "1", "1_42677", "--from", from);
    }

    [Theory]
    [InlineData("8CF9572000130B5E")]
    [InlineData("8cf9572000130b5e")]
    [InlineData("8C-F9-57-20-00-13-0B-5E")]
    public async Task Foreign_sensor_is_shown_by_its_eui_in_any_spelling(string eui)
    {
        await _cli.JsonAsync("site", "import", _cli.Write(
            "sensors.csv",
            "gid,sensorstandort_gid,in_tiefe,eingesetzt,x,y,standort,hersteller,model,eui\n" +
            "82,280,60 cm,2025/09/23,683635.388,5648052.757,Wiesenstr.,Dragino,LSE01,8CF9572000130B5E\n"));

        var shown = await _cli.JsonAsync("node", "show", eui);

        Assert.Equal("8cf9572000130b5e", shown.GetProperty("overview").GetProperty("name").GetString());
        Assert.Equal("standort-280", Assert.Single(shown.GetProperty("sites").EnumerateArray()).GetProperty("site").GetString());
        Assert.Equal(60, Assert.Single(shown.GetProperty("overview").GetProperty("depthsCentimeters").EnumerateArray()).GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, shown.GetProperty("settings").ValueKind);
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "show", eui));
        Assert.Contains("LSE01", _cli.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "show", "8CF9572000130B5F"));
        Assert.Contains("node list --all", _cli.Error, StringComparison.Ordinal);
    }

    private async Task AddAsync()
    {
        await _cli.JsonAsync("site", "import", _cli.Write("trees.csv", SiteImportTests.TwoTrees));
        await _cli.JsonAsync("node", "add", "--site", "1_42672", "--probe", "adc:0@30");
    }
}
