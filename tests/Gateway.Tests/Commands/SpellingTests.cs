using Jena.SensorNode.Gateway.Commands;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>Names of nodes and files as they come off a label, out of a script or by a slip.</summary>
public sealed class SpellingTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("2A")]
    [InlineData("0000002a")]
    [InlineData("0x2a")]
    [InlineData(" 2a ")]
    [InlineData("JSN:0000002A")]
    [InlineData("jsn: 2a")]
    public async Task Node_is_the_same_in_every_verb_however_it_is_spelled(string name)
    {
        await _cli.AddSiteAsync();
        await _cli.JsonAsync("node", "add", "--id", "2a");

        var shown = await _cli.JsonAsync("node", "show", name);
        var rotated = await _cli.JsonAsync("node", "rotate-key", name);
        var exported = await _cli.JsonAsync("readings", "export", "--device", name, "-o", Path.Combine(_cli.Folder, "x.csv"));
        var calibrated = await _cli.JsonAsync("probe", "calibrate", name, "--channel", "0", "--point", "3100=5", "--point", "2300=38");

        Assert.Equal("0000002a", shown.GetProperty("overview").GetProperty("name").GetString());
        Assert.Equal("0000002a", rotated.GetProperty("node").GetString());
        Assert.Equal(0, exported.GetProperty("readings").GetInt64());
        Assert.NotEqual(default, calibrated);
    }

    [Theory]
    [InlineData("site", "import", "{folder}")]
    [InlineData("node", "provision", "1", "--host", "gw", "--wifi", "x", "--wifi-password-file", "{folder}")]
    public async Task Folder_in_the_place_of_a_file_is_told_as_one(params string[] args)
    {
        await _cli.JsonAsync("node", "add");

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync([.. args.Select(word => word.Replace("{folder}", _cli.Folder, StringComparison.Ordinal))]));

        Assert.Contains("ist ein Ordner", _cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sudo", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_to_a_dash_goes_to_the_output_and_makes_no_file()
    {
        await _cli.JsonAsync("node", "add");

        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("readings", "export", "-o", "-"));

        Assert.StartsWith("time_utc,", _cli.Output, StringComparison.Ordinal);
        Assert.False(File.Exists("-"));
    }

    [Theory]
    [InlineData("Prüfung Mai/Grünflächen & Bäume 'öffentlich'.csv")]
    [InlineData("-führend.csv")]
    [InlineData("zeile\numbruch.csv")]
    public async Task Odd_file_name_is_written_and_told_as_it_is(string name)
    {
        await _cli.JsonAsync("node", "add");
        var file = Path.Combine(_cli.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);

        var told = await _cli.JsonAsync("readings", "export", "-o", file);

        Assert.Equal(file, told.GetProperty("file").GetString());
        Assert.True(File.Exists(file));
    }
}
