using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Tests.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>Commands on a board without a clock of its own, before the time service has set it.</summary>
public sealed class UnsetClockCommandTests : IDisposable
{
    private readonly Cli _right = new() { Time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero)) };
    private readonly Cli _unset;

    public UnsetClockCommandTests() => _unset = new Cli(_right.Data) { Time = new FakeTimeProvider(new DateTimeOffset(2019, 2, 14, 10, 12, 0, TimeSpan.Zero)) };

    public void Dispose()
    {
        _unset.Dispose();
        _right.Dispose();
    }

    [Theory]
    [InlineData("node", "retire", "1")]
    [InlineData("node", "replace", "1")]
    [InlineData("node", "move", "1", "1_42677")]
    [InlineData("node", "rotate-key", "1")]
    [InlineData("node", "probe", "replace", "1", "0")]
    [InlineData("node", "probe", "set", "1", "--probe", "adc:0@60")]
    public async Task What_would_be_dated_by_a_clock_that_is_not_set_is_refused_and_changes_nothing(params string[] args)
    {
        await AddAsync(_right);
        var before = await _right.JsonAsync("node", "show", "1");

        Assert.Equal(ExitCodes.Failed, await _unset.RunAsync([.. args, "--json"]));

        Assert.Contains("nicht gestellt", _unset.Error, StringComparison.Ordinal);
        Assert.Equal(before.GetRawText(), (await _right.JsonAsync("node", "show", "1")).GetRawText());
    }

    [Fact]
    public async Task What_states_its_date_is_taken_and_so_is_a_new_node()
    {
        await AddAsync(_unset);
        await _unset.JsonAsync("node", "move", "1", "1_42677", "--from", "2019-02-15");

        var shown = await _right.JsonAsync("node", "show", "1");

        Assert.Equal("1_42677", shown.GetProperty("sites").EnumerateArray().Last().GetProperty("site").GetString());
    }

    private static async Task AddAsync(Cli cli)
    {
        await cli.JsonAsync("site", "import", cli.Write("trees.csv", SiteImportTests.TwoTrees));
        await cli.JsonAsync("node", "add", "--site", "1_42672", "--probe", "adc:0@30");
    }
}
