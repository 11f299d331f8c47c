using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Tests.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class SiteAndMoveTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Site_is_added_once_and_then_changed()
    {
        var added = await AddSiteAsync("park-1", "Beet am Brunnen");
        var changed = await AddSiteAsync("park-1", "Beet am alten Brunnen");
        await _cli.JsonAsync("node", "add", "--site", "park-1");

        Assert.True(added.GetProperty("isNew").GetBoolean());
        Assert.False(changed.GetProperty("isNew").GetBoolean());
        Assert.Equal("Beet am alten Brunnen", await SiteNameAsync("1"));
    }

    [Theory]
    [InlineData("91", "11.6")]
    [InlineData("50.9", "191")]
    [InlineData("NaN", "11.6")]
    [InlineData("11.6", "50.9")]
    public async Task Site_that_is_not_in_Germany_is_refused(string latitude, string longitude) => Assert.Equal(
        ExitCodes.Failed, await _cli.RunAsync("site", "add", "x", "--name", "x", "--latitude", latitude, "--longitude", longitude));

    [Fact]
    public async Task Site_without_name_or_place_ends_with_2() =>
        Assert.Equal(ExitCodes.Usage, await _cli.RunAsync("site", "add", "x"));

    [Fact]
    public async Task Node_moves_and_its_earlier_readings_stay_at_the_earlier_site()
    {
        await _cli.JsonAsync("site", "import", _cli.Write("trees.csv", SiteImportTests.TwoTrees));
        await _cli.JsonAsync("node", "add", "--site", "1_42672", "--probe", "adc:0@30", "ds18b20@30");
        await StoredReadings.AddAsync(_cli, 1, DateTimeOffset.UtcNow.AddMinutes(1), (2000, 200, ChannelFault.None), (2000, 200, ChannelFault.None));

        await _cli.JsonAsync("node", "move", "1", "1_42677", "--from", $"{DateTimeOffset.UtcNow.AddMinutes(10):O}");

        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("readings", "export"));
        var lines = _cli.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines[1..3], line => Assert.Contains(",1_42672,", line, StringComparison.Ordinal));
        Assert.All(lines[3..], line => Assert.Contains(",1_42677,", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Move_without_a_time_is_now_and_an_unknown_site_is_refused()
    {
        await _cli.JsonAsync("site", "import", _cli.Write("trees.csv", SiteImportTests.TwoTrees));
        await _cli.JsonAsync("node", "add", "--site", "1_42672");

        await _cli.JsonAsync("node", "move", "1", "1_42677");

        Assert.Contains("8, Maria-Pawlowna-Str.", await SiteNameAsync("1"), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "move", "1", "1_99999"));
        Assert.Contains("site import", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "move", "77", "1_42677"));
    }

    private Task<System.Text.Json.JsonElement> AddSiteAsync(string reference, string name) =>
        _cli.JsonAsync("site", "add", reference, "--name", name, "--latitude", "50.927", "--longitude", "11.586");

    private async Task<string?> SiteNameAsync(string node) =>
        (await _cli.JsonAsync("node", "show", node)).GetProperty("overview").GetProperty("siteName").GetString();
}
