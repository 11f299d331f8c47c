using System.Text.Json;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Tests.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>Finding a site among many, and importing lists by script.</summary>
public sealed class SiteListTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("1_42672", 1)]
    [InlineData("maria-pawlowna", 2)]
    [InlineData("gibt-es-nicht", 0)]
    [InlineData("", 2)]
    [InlineData("%", 0)]
    public async Task Site_is_found_by_a_part_in_any_case_and_wildcards_are_letters(string text, int found)
    {
        await ImportAsync();

        var sites = await _cli.JsonAsync("site", "list", text);

        Assert.Equal(found, sites.GetArrayLength());
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("site", "list", text));
        Assert.Equal(found == 0, _cli.Output.Contains("Kein Standort passt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_words_must_fit()
    {
        await ImportAsync();

        Assert.Equal(1, (await _cli.JsonAsync("site", "list", "1_42677", "Pawlowna")).GetArrayLength());
        Assert.Equal(0, (await _cli.JsonAsync("site", "list", "1_42672", "Marktplatz")).GetArrayLength());
    }

    [Fact]
    public async Task What_stands_at_a_site_is_told_until_it_is_retired_and_again_when_that_is_undone()
    {
        await ImportAsync();
        await _cli.JsonAsync("node", "add", "--site", "1_42672");
        await _cli.JsonAsync("node", "add", "--site", "1_42672");

        Assert.Equal(["00000001", "00000002"], Devices(await _cli.JsonAsync("site", "list", "--with-device")));
        await _cli.JsonAsync("node", "retire", "1");
        Assert.Equal(["00000002"], Devices(await _cli.JsonAsync("site", "list", "--with-device")));
        await _cli.JsonAsync("node", "reactivate", "1");
        Assert.Equal(["00000001", "00000002"], Devices(await _cli.JsonAsync("site", "list", "--with-device")));
    }

    [Fact]
    public async Task Long_list_is_cut_for_people_and_whole_for_scripts()
    {
        await _cli.JsonAsync("site", "import", _cli.Write("trees.csv", Trees(70)));

        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("site", "list"));
        Assert.Contains("20 weitere", _cli.Output, StringComparison.Ordinal);
        Assert.Equal(70, (await _cli.JsonAsync("site", "list")).GetArrayLength());
    }

    [Fact]
    public async Task Name_from_a_list_steers_no_terminal()
    {
        await _cli.JsonAsync("site", "add", "böse", "--name", "[red]rot[/]", "--latitude", "50.93", "--longitude", "11.59");

        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("site", "list"));

        Assert.Contains("[red]rot[/]", _cli.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("site", "add", "böser", "--name", "x\u001b[2J", "--latitude", "50.93", "--longitude", "11.59"));
    }

    [Fact]
    public async Task Several_lists_are_one_document_with_a_report_for_each()
    {
        var trees = _cli.Write("trees.csv", Trees(3));
        var messy = _cli.Write("messy.csv", Trees(2) + "1_3,keine,Zahl\n");

        var reports = await _cli.JsonAsync("site", "import", trees, messy);

        Assert.Equal(["trees.csv", "messy.csv"], reports.EnumerateArray().Select(report => report.GetProperty("file").GetString()));
        Assert.Equal((3, 0), (reports[0].GetProperty("added").GetInt32(), reports[0].GetProperty("leftOut").GetInt32()));
        Assert.Equal((0, 2, 1), (reports[1].GetProperty("added").GetInt32(), reports[1].GetProperty("unchanged").GetInt32(), reports[1].GetProperty("leftOut").GetInt32()));
        Assert.Equal(5, reports[1].GetProperty("problems")[0].GetProperty("line").GetInt32() + 1);
        Assert.Equal(ExitCodes.DoneWithProblems, await _cli.RunAsync("site", "import", trees, messy, "--json"));
    }

    [Fact]
    public async Task Of_several_files_none_is_taken_when_one_is_no_list()
    {
        var trees = _cli.Write("trees.csv", Trees(3));
        foreach (var other in (string[])[_cli.Write("brief.csv", "Sehr geehrte Damen und Herren\n"), Path.Combine(_cli.Folder, "fehlt.csv")])
        {
            Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("site", "import", trees, other, "--json"));

            Assert.Empty(_cli.Output);
            Assert.Contains(Path.GetFileName(other), _cli.Error, StringComparison.Ordinal);
        }

        await _cli.AddSiteAsync();
        Assert.Equal(1, (await _cli.JsonAsync("site", "list")).GetArrayLength());
    }

    private static IEnumerable<string?> Devices(JsonElement sites) =>
        Assert.Single(sites.EnumerateArray()).GetProperty("devices").EnumerateArray().Select(device => device.GetString());

    private static string Trees(int count) => "gisid,rechtswert,hochwert\n" +
        string.Concat(Enumerable.Range(1, count).Select(number => $"1_{number},{681000 + number},5644000\n"));

    private Task<JsonElement> ImportAsync() => _cli.JsonAsync("site", "import", _cli.Write("two.csv", SiteImportTests.TwoTrees));
}
