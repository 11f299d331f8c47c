using Jena.SensorNode.Gateway.Commands;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Commands.Probes;

public sealed class ProbeCalibrateTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Calibration_is_entered_and_listed_with_everything_that_was_said()
    {
        await AddNodeAsync();

        var added = await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "3000=5", "--point", "1500=45,5", "--compensation", "2,5@18", "--note", "Lehm");
        var listed = Assert.Single((await _cli.JsonAsync("probe", "calibrations", "1")).EnumerateArray().ToList());

        Assert.Equal(1, added.GetProperty("version").GetInt32());
        Assert.Equal("00000001", listed.GetProperty("node").GetString());
        Assert.Equal("Lehm", listed.GetProperty("note").GetString());
        Assert.Equal(2.5, listed.GetProperty("rawPerDegree").GetDouble());
        Assert.Equal(18, listed.GetProperty("referenceCelsius").GetDouble());
        Assert.Equal([45.5, 5], listed.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task Without_a_day_it_holds_since_the_probe_was_installed_and_with_one_since_midnight_in_Jena()
    {
        await AddNodeAsync();
        var installed = (await _cli.JsonAsync("node", "show", "1")).GetProperty("probes")[0].GetProperty("validFrom").GetDateTimeOffset();

        var since = await CalibrateAsync();
        var dated = await CalibrateAsync("--from", "2026-07-01");

        Assert.Equal(installed.ToUnixTimeMilliseconds(), since.ToUnixTimeMilliseconds());
        Assert.Equal(new DateTimeOffset(2026, 6, 30, 22, 0, 0, TimeSpan.Zero), dated);

        async Task<DateTimeOffset> CalibrateAsync(params string[] more) =>
            (await _cli.JsonAsync(["probe", "calibrate", "1", "--channel", "0", "--point", "3000=5", "1500=45", .. more])).GetProperty("validFrom").GetDateTimeOffset();
    }

    [Fact]
    public async Task Day_chooses_the_probe_that_was_on_the_channel_when_it_ended()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2031, 4, 1, 8, 0, 0, TimeSpan.Zero));
        using var cli = new Cli { Time = clock };
        await cli.JsonAsync("node", "add");
        clock.Advance(TimeSpan.FromDays(60));
        await cli.JsonAsync("node", "probe", "replace", "1", "0", "--serial", "B-17", "--depth", "45", "--at", "2031-05-10T10:00:00Z");

        Assert.Equal("", await SerialAsync("2031-05-09"));
        Assert.Equal("B-17", await SerialAsync("2031-05-10"));
        Assert.Equal("B-17", await SerialAsync("2031-06-01"));
        Assert.Equal("", await SerialAsync("2020-01-01"));
        Assert.Equal(4, (await cli.JsonAsync("probe", "calibrations", "1")).GetArrayLength());

        async Task<string?> SerialAsync(string day) =>
            (await cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "3000=5", "1500=45", "--from", day)).GetProperty("serial").GetString();
    }

    [Fact]
    public async Task No_point_goes_back_to_the_default_curve_and_the_history_stays()
    {
        await AddNodeAsync();
        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "3000=5", "1500=45");

        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--note", "Probe war im falschen Boden");

        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("probe", "calibrations", "1", "--channel", "0"));
        Assert.Contains("Standardkurve", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("1500=45", _cli.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("probe", "calibrations", "1", "--channel", "1"));
        Assert.Contains("Noch keine", _cli.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kein Punkt", "1", "--channel", "0", "--point", "1500")]
    [InlineData("kein Punkt", "1", "--channel", "0", "--point", "1500=viel")]
    [InlineData("kein Punkt", "1", "--channel", "0", "--point", "1500=NaN")]
    [InlineData("mindestens zwei", "1", "--channel", "0", "--point", "1500=45")]
    [InlineData("steigen und fallen", "1", "--channel", "0", "--point", "1=1", "2=2", "3=1")]
    [InlineData("keinen Kanal 7", "1", "--channel", "7", "--point", "1500=45", "3000=5")]
    [InlineData("keine Feuchtesonde", "1", "--channel", "1", "--point", "1500=45", "3000=5")]
    [InlineData("kein Tag", "1", "--channel", "0", "--from", "1.5.2026")]
    [InlineData("keine Temperaturkorrektur", "1", "--channel", "0", "--compensation", "2.5")]
    [InlineData("nicht registriert", "9", "--channel", "0")]
    [InlineData("--channel", "1")]
    [InlineData("--channel", "--channel", "0")]
    public async Task What_cannot_be_is_refused_in_words_and_nothing_is_entered(string part, params string[] args)
    {
        await AddNodeAsync();

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync(["probe", "calibrate", .. args]));

        Assert.Contains(part, _cli.Error, StringComparison.Ordinal);
        Assert.Empty((await _cli.JsonAsync("probe", "calibrations", "1")).EnumerateArray());
    }

    private async Task AddNodeAsync() => Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "add"));
}
