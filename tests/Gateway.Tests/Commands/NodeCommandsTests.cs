using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Tests.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class NodeCommandsTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Node_is_added_listed_and_shown()
    {
        await _cli.JsonAsync("site", "import", _cli.Write("trees.csv", SiteImportTests.OneTree));

        var added = await _cli.JsonAsync("node", "add", "--id", "2a", "--site", "1_42672", "--probe", "adc:0@30", "ds18b20@60");
        var listed = await _cli.JsonAsync("node", "list");
        var shown = await _cli.JsonAsync("node", "show", "JSN:0000002a");

        Assert.Equal("0000002a", added.GetProperty("node").GetString());
        var row = Assert.Single(listed.EnumerateArray());
        Assert.Equal("1_42672", row.GetProperty("site").GetString());
        Assert.Equal([30, 60], row.GetProperty("depthsCentimeters").EnumerateArray().Select(depth => depth.GetInt32()));
        Assert.Equal(2, shown.GetProperty("probes").GetArrayLength());
        Assert.Equal("Winterlinde 3, Maria-Pawlowna-Str.", shown.GetProperty("overview").GetProperty("siteName").GetString());
    }

    [Fact]
    public async Task Tables_for_people_show_the_same()
    {
        await _cli.AddSiteAsync();
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "list"));
        Assert.Contains("Noch kein Knoten", _cli.Output, StringComparison.Ordinal);
        await _cli.JsonAsync("node", "add");

        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "list"));
        Assert.Contains("00000001", _cli.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "show", "1"));
        Assert.Contains("ds18b20", _cli.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', _cli.Output);
    }

    [Theory]
    [InlineData("node", "add", "--id", "xyz")]
    [InlineData("node", "add", "--id", "0")]
    [InlineData("node", "add", "--site", "1_99999")]
    [InlineData("node", "add", "--probe", "adc@30")]
    [InlineData("node", "add", "--probe", "adc:0@300")]
    [InlineData("node", "show", "77")]
    [InlineData("node", "show", "123456789")]
    [InlineData("node", "retire", "77")]
    [InlineData("node", "rotate-key", "77", "--overlap", "1s")]
    [InlineData("node", "settings", "set", "77", "port=1")]
    [InlineData("node", "labels", "77", "-o", "never.svg")]
    public async Task What_cannot_be_done_says_why_and_ends_with_1(params string[] args)
    {
        await _cli.AddSiteAsync();

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync(args));

        Assert.Contains(" / ", _cli.Error, StringComparison.Ordinal);
        Assert.Empty(_cli.Output);
        Assert.DoesNotContain("   at ", _cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nod")]
    [InlineData("node", "add", "--colour", "red")]
    [InlineData("node", "show")]
    [InlineData("readings", "export", "--format", "xlsx")]
    public async Task Wrong_command_line_ends_with_2(params string[] args) => Assert.Equal(ExitCodes.Usage, await _cli.RunAsync(args));

    [Fact]
    public async Task Help_is_german_first()
    {
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "--help"));

        Assert.Contains("Alle Knoten und Fremdsensoren / all nodes", _cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retired_node_leaves_the_list_unless_all_are_asked_for()
    {
        await _cli.JsonAsync("node", "add");

        await _cli.JsonAsync("node", "retire", "1");

        Assert.Empty((await _cli.JsonAsync("node", "list")).EnumerateArray());
        Assert.True(Assert.Single((await _cli.JsonAsync("node", "list", "--all")).EnumerateArray()).GetProperty("isRetired").GetBoolean());
    }

    [Fact]
    public async Task Replacement_names_the_new_node()
    {
        await _cli.JsonAsync("node", "add");

        var replaced = await _cli.JsonAsync("node", "replace", "1", "--id", "b");

        Assert.Equal("0000000b", replaced.GetProperty("node").GetString());
    }

    [Fact]
    public async Task Rotation_shows_until_when_the_old_key_is_good()
    {
        await _cli.JsonAsync("node", "add");

        await _cli.JsonAsync("node", "rotate-key", "1", "--overlap", "2d");

        var until = (await _cli.JsonAsync("node", "show", "1")).GetProperty("previousKeyUntil").GetDateTimeOffset();
        Assert.InRange(until - DateTimeOffset.UtcNow, TimeSpan.FromDays(1.9), TimeSpan.FromDays(2));
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "rotate-key", "1"));
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "rotate-key", "1", "--force"));
    }

    [Fact]
    public async Task Probe_is_replaced_and_wiring_changed_with_history()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 4, 1, 8, 0, 0, TimeSpan.Zero));
        using var cli = new Cli { Time = clock };
        await cli.JsonAsync("node", "add");
        clock.Advance(TimeSpan.FromDays(60));

        await cli.JsonAsync("node", "probe", "replace", "1", "0", "--serial", "B-17", "--depth", "45", "--at", "2026-05-01T00:00:00Z");
        await cli.JsonAsync("node", "probe", "set", "1", "--probe", "adc:3@60");

        var probes = (await cli.JsonAsync("node", "show", "1")).GetProperty("probes").EnumerateArray().ToList();
        Assert.Equal(4, probes.Count);
        Assert.Contains(probes, probe => probe.GetProperty("serial").GetString() == "B-17");
        Assert.Contains(probes, probe => probe.GetProperty("layoutId").GetInt32() == 1);
    }

    [Fact]
    public async Task Settings_wanted_are_shown_beside_those_in_force()
    {
        await _cli.JsonAsync("node", "add");

        var set = await _cli.JsonAsync("node", "settings", "set", "1", "host=gw", "sampling-interval=5min");
        var shown = await _cli.JsonAsync("node", "settings", "show", "1");

        Assert.Equal(1, set.GetProperty("version").GetInt32());
        Assert.Equal(1, shown.GetProperty("wantedVersion").GetInt32());
        var interval = shown.GetProperty("values").EnumerateArray().Single(value => value.GetProperty("name").GetString() == "sampling-interval");
        Assert.Equal("5 min", interval.GetProperty("wanted").GetString());
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "settings", "show", "1"));
        Assert.Contains("Messabstand", _cli.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colour=red")]
    [InlineData("sampling-interval=5s")]
    [InlineData("sampling-interval")]
    [InlineData("sending-interval=10")]
    public async Task Bad_setting_is_refused_and_makes_no_version(string setting)
    {
        await _cli.JsonAsync("node", "add");

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "settings", "set", "1", "host=gw", setting));

        Assert.Equal(0, (await _cli.JsonAsync("node", "settings", "show", "1")).GetProperty("wantedVersion").GetInt32());
    }

    [Fact]
    public async Task Wifi_password_comes_from_standard_input_and_is_nowhere_in_the_output()
    {
        await _cli.JsonAsync("node", "add");
        _cli.Input = "Geheim-4711\n";

        await _cli.JsonAsync("node", "settings", "set", "1", "host=gw", "--wifi", "Stadt", "--wifi-password-file", "-");

        Assert.DoesNotContain("4711", _cli.Output + _cli.Error, StringComparison.Ordinal);
        await using var gateway = _cli.Gateway();
        var node = gateway.Services.GetRequiredService<INodeDirectory>().Find(1)!;
        var message = gateway.Services.GetRequiredService<INodeSettingsSource>().MessageFor(1)!;
        var settings = NodeSettings.Parse(message, 1, node.Key, 0, new NodeSettings()).Settings!;
        Assert.Equal("Geheim-4711"u8.ToArray(), settings.WifiPassword);
    }

    [Fact]
    public async Task Name_from_outside_cannot_move_the_terminal()
    {
        var trees = SiteImportTests.OneTree.Replace("Maria-Pawlowna-Str.", "\e[2J[red]Straße", StringComparison.Ordinal);
        await _cli.JsonAsync("site", "import", _cli.Write("trees.csv", trees));
        await _cli.JsonAsync("node", "add", "--site", "1_42672");

        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "list"));

        Assert.DoesNotContain('\e', _cli.Output);
        Assert.Contains("[red]Straße", _cli.Output, StringComparison.Ordinal);
    }
}
