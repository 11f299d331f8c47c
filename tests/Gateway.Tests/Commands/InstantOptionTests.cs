using CsCheck;
using Jena.SensorNode.Gateway.Commands;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class InstantOptionTests
{
    [Theory]
    [InlineData("2026-05-01", "2026-04-30T22:00:00Z")]
    [InlineData("1.5.2026", "2026-04-30T22:00:00Z")]
    [InlineData("2026-01-15", "2026-01-14T23:00:00Z")]
    [InlineData("2026-05-01T14:30", "2026-05-01T12:30:00Z")]
    [InlineData("01.05.2026 14:30:05", "2026-05-01T12:30:05Z")]
    [InlineData("2026-05-01 7:05", "2026-05-01T05:05:00Z")]
    [InlineData("2026-05-01T12:30Z", "2026-05-01T12:30:00Z")]
    [InlineData("2026-05-01T12:30:00-05:00", "2026-05-01T17:30:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T01:30:00Z")] // twice on this day: the second
    [InlineData("2026-10-25T02:30+02:00", "2026-10-25T00:30:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")] // never on this day: an hour on
    public void Without_a_zone_an_instant_is_of_Jena(string text, string instant)
    {
        Assert.True(InstantOption.TryParse(text, out var read));

        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gestern")]
    [InlineData("05/01/2026")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-30")]
    [InlineData("2026-05-01T25:00")]
    [InlineData("2026-05")]
    [InlineData("0001-01-01")]
    [InlineData("0001-01-01T00:30")]
    [InlineData("9999-12-31T23:59")]
    public void What_can_be_read_in_two_ways_or_none_is_refused(string text) => Assert.False(InstantOption.TryParse(text, out _));

    [Fact]
    public void Every_instant_reads_back_from_its_round_trip_form() => Gen.DateTimeOffset.Sample(instant =>
        Assert.True(InstantOption.TryParse(instant.ToString("O", System.Globalization.CultureInfo.InvariantCulture), out var read) && read == instant));

    [Fact]
    public async Task Command_names_the_forms_and_ends_as_a_mistake_of_usage()
    {
        using var cli = new Cli();
        await cli.AddSiteAsync();

        Assert.Equal(ExitCodes.Usage, await cli.RunAsync("readings", "export", "--from", "05/01/2026"));
        Assert.Contains("2026-05-01T14:30", cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, await cli.RunAsync("readings", "export", "--from", "2026-05-02", "--to", "2026-05-01"));
        Assert.Contains("--from", cli.Error, StringComparison.Ordinal);
    }
}
