using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Web.Queries;

namespace Jena.SensorNode.Gateway.Tests.Web;

public class StreamFactsTests
{
    [Fact]
    public void Without_gap_and_restart_nothing_is_said()
    {
        Assert.Empty(Facts([Stream(1, 0, (0, 500)), Stream(2, 0, (0, 9))]));
        Assert.Empty(Facts([]));
    }

    [Fact]
    public void Gaps_of_all_boots_are_counted_and_the_last_is_named()
    {
        var fact = Assert.Single(Facts([Stream(1, 0, (0, 4), (6, 9)), Stream(2, 0, (0, 1), (12, 12))]));

        Assert.Equal(("Fehlt (noch)", "11 Messungen in 2 Lücken, zuletzt Start 2, Probe 2 bis 11"), fact);
    }

    [Fact]
    public void A_single_missing_sample_is_said_in_the_singular()
    {
        var fact = Assert.Single(Facts([Stream(3, 0, (0, 4), (6, uint.MaxValue))]));

        Assert.Equal("1 Messung in 1 Lücke, zuletzt Start 3, Probe 5", fact.Text);
    }

    [Fact]
    public void Counters_that_began_again_are_told() =>
        Assert.Equal([("Neuanfänge der Zähler", "2")], Facts([Stream(1, 0, (0, 4)), Stream(1, 1, (0, 4)), Stream(1, 2, (0, 1))]));

    [Fact]
    public void Incidents_of_the_node_are_told_and_those_of_others_are_not()
    {
        Incident[] all = [new("0000002a", IncidentKind.ClonedNode, 3, 0, 0, ""), new("0000002b", IncidentKind.BadMac, 1, 0, 0, "")];

        var fact = Assert.Single(StreamFacts.Of(all, "0000002a"));

        Assert.Equal("zwei Geräte senden unter einer Nummer, 3 Mal, zuletzt 01.01.1970 01:00 MEZ", fact.Text);
    }

    [Theory]
    [InlineData(11, "; alle gingen im Speicher des Knotens verloren, wie er selbst meldet")]
    [InlineData(4, "; 4 gingen im Speicher des Knotens verloren, 7 sind ungeklärt")]
    public void What_the_node_reports_as_lost_is_set_against_the_gaps(uint lost, string account)
    {
        var fact = Assert.Single(Facts([Stream(1, 0, (0, 4), (16, 20))], lost));

        Assert.Equal("11 Messungen in 1 Lücke, zuletzt Start 1, Probe 5 bis 15" + account, fact.Text);
    }

    private static IEnumerable<(string Name, string Text)> Facts(StreamSummary[] streams, uint lost = 0) =>
        StreamFacts.Of(streams, SampleGaps.OfNode(streams, new NodeHealth { SamplesLost = lost }));

    private static StreamSummary Stream(uint boot, int incarnation, params (uint, uint)[] ranges) => new(new StreamKey(1, boot, incarnation), ranges);
}
