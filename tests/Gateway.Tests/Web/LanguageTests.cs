using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Web.Texts;

namespace Jena.SensorNode.Gateway.Tests.Web;

public class LanguageTests
{
    [Theory]
    [InlineData(0, "gerade eben")]
    [InlineData(89, "gerade eben")]
    [InlineData(90, "vor 1 Minute")]
    [InlineData(119, "vor 1 Minute")]
    [InlineData(120, "vor 2 Minuten")]
    [InlineData(600, "vor 10 Minuten")]
    [InlineData(3600, "vor 1 Stunde")]
    [InlineData(7200, "vor 2 Stunden")]
    [InlineData(47 * 3600, "vor 47 Stunden")]
    [InlineData(72 * 3600, "vor 3 Tagen")]
    [InlineData(-5, "in der Zukunft")]
    public void Ages_are_words(int seconds, string words) => Assert.Equal(words, Language.Ago(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(5, "5 s")]
    [InlineData(-119, "−119 s")]
    [InlineData(120, "2 min")]
    [InlineData(-7200, "−2 h")]
    [InlineData(47 * 3600, "47 h")]
    [InlineData(-400.0 * 86400, "−400 Tage")]
    public void Spans_have_one_unit_and_a_direction(double seconds, string words) => Assert.Equal(words, Language.Span(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(13.74, 1, "13,7")]
    [InlineData(-0.5, 1, "−0,5")]
    [InlineData(1234.5, 2, "1234,50")]
    [InlineData(-0.04, 1, "0,0")]
    [InlineData(1e300, 1, "1E+300")]
    [InlineData(-1.25e12, 0, "−1,25E+12")]
    public void Numbers_have_a_comma(double value, int decimals, string text) => Assert.Equal(text, Language.Number(value, decimals));

    [Theory]
    [InlineData("2026-07-01T12:00Z", "01.07.2026 14:00 MESZ")]
    [InlineData("2026-01-01T12:00Z", "01.01.2026 13:00 MEZ")]
    [InlineData("2026-10-25T00:30Z", "25.10.2026 02:30 MESZ")] // the same time of day twice
    [InlineData("2026-10-25T01:30Z", "25.10.2026 02:30 MEZ")]
    [InlineData("2026-03-29T00:59Z", "29.03.2026 01:59 MEZ")]
    [InlineData("2026-03-29T01:00Z", "29.03.2026 03:00 MESZ")]
    public void Times_are_those_of_Jena_with_their_zone(string instant, string text) =>
        Assert.Equal(text, Language.Time(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_quantity_fault_and_doubt_has_a_word()
    {
        foreach (var quantity in Enum.GetValues<Quantity>())
            Assert.NotEmpty(Words.Of(Reading(quantity, 1)));
        foreach (var fault in Enum.GetValues<ChannelFault>().Where(fault => fault != ChannelFault.None))
            Assert.DoesNotContain("unbekannt", Words.Of(fault), StringComparison.Ordinal);
        foreach (var flag in Enum.GetValues<QualityFlags>().Where(flag => flag is not (QualityFlags.None or QualityFlags.Fault)))
            Assert.NotEmpty(Words.Of(flag));
        Assert.Equal("unbekannter Fehler 13", Words.Of((ChannelFault)13));
    }

    [Fact]
    public void Water_potential_is_shown_with_its_pF()
    {
        Assert.Equal("−875,9 kPa (pF 3,9)", Words.Value(Reading(Quantity.SoilTension, -875.9)));
        Assert.Equal("0,0 kPa", Words.Value(Reading(Quantity.SoilTension, 0)));
    }

    private static Reading Reading(Quantity quantity, double value) =>
        new(0, 0, quantity, 30, value, quantity.Symbol(), ChannelFault.None, QualityFlags.None, 0) { FieldName = "feld" };
}
