using CsCheck;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Ingest;

public class SampleGapsTests
{
    [Fact]
    public void What_came_before_the_first_counter_of_a_boot_is_missing_too()
    {
        var gaps = SampleGaps.OfNode([Stream(1, 0, (3, 5)), Stream(2, 0, (0, 9), (12, 12))], null);

        Assert.Equal([new SampleGap(1, 0, 3), new SampleGap(2, 10, 2)], gaps.Gaps);
        Assert.Equal((5, 0, 5), (gaps.Missing, gaps.Explained, gaps.Unexplained));
    }

    [Fact]
    public void A_foreign_device_may_have_counted_before_it_was_first_heard() =>
        Assert.Equal([new SampleGap(7, 106, 4)], SampleGaps.OfForeign([Stream(7, 0, (100, 105), (110, 120))]).Gaps);

    [Fact]
    public void A_clone_goes_on_where_its_twin_stood_and_misses_nothing_of_it()
    {
        Assert.Empty(SampleGaps.OfNode([Stream(1, 0, (0, 400)), Stream(1, 1, (300, 500))], null).Gaps);
        Assert.Equal([new SampleGap(1, 200, 100)], SampleGaps.OfNode([Stream(1, 0, (0, 199)), Stream(1, 1, (300, 500))], null).Gaps);

        // It goes on with the very next counter.
        Assert.Empty(SampleGaps.OfNode([Stream(1, 0, (0, 299)), Stream(1, 1, (300, 500))], null).Gaps);

        // Another boot of the twin says nothing about this one.
        Assert.Equal([new SampleGap(2, 0, 300)], SampleGaps.OfNode([Stream(1, 0, (0, 400)), Stream(2, 1, (300, 500))], null).Gaps);
    }

    [Theory]
    [InlineData(0, 0, 10)]
    [InlineData(4, 4, 6)]
    [InlineData(10, 10, 0)]
    [InlineData(25, 10, 0)] // losses of the time before this gateway
    public void Losses_that_the_node_reports_explain_gaps(uint lost, long explained, long unexplained)
    {
        var gaps = SampleGaps.OfNode([Stream(1, 0, (0, 4), (15, 20))], new NodeHealth { SamplesLost = lost });

        Assert.Equal((explained, unexplained), (gaps.Explained, gaps.Unexplained));
    }

    [Fact]
    public void Losses_before_a_new_provisioning_still_count()
    {
        var health = new NodeHealth().With(Lost(7)).With(Lost(9)).With(Lost(0)).With(Lost(2)).With(Lost(2));

        Assert.Equal((2u, 11L), (health.SamplesLost!.Value, health.SamplesLostEver));
        Assert.Equal(11, NodeHealth.Read(health.Write()).SamplesLostEver);
    }

    [Fact]
    public void Every_counter_up_to_the_highest_is_either_there_or_in_one_gap() =>
        Gen.Select(Gen.Int[0, 120].HashSet[1, 60], Gen.Int[0, 120].HashSet[0, 60]).Sample((newer, older) =>
        {
            var streams = new List<StreamSummary> { Of(1, newer) };
            if (older.Count > 0)
                streams.Insert(0, Of(0, older));
            var missing = SampleGaps.OfNode(streams, null).Gaps.SelectMany(gap => Enumerable.Range((int)gap.First, (int)gap.Count)).ToList();

            var own = Enumerable.Range(0, newer.Max()).Where(counter => !newer.Contains(counter) && (counter > newer.Min() || !older.Contains(counter)));
            var twin = older.Count == 0 ? [] : Enumerable.Range(0, older.Max()).Where(counter => !older.Contains(counter));
            Assert.Equal(twin.Concat(own).Order(), missing.Order());
        });

    private static Jena.SensorNode.Frames.HealthReport Lost(uint samples) =>
        new() { Mask = Jena.SensorNode.Frames.HealthReport.HasSamplesLost, SamplesLost = samples };

    private static StreamSummary Of(int incarnation, IEnumerable<int> counters)
    {
        var set = new IntervalSet();
        foreach (var counter in counters)
            set.Add((uint)counter);
        return new(new StreamKey(1, 1, incarnation), set.Ranges);
    }

    private static StreamSummary Stream(uint boot, int incarnation, params (uint, uint)[] ranges) => new(new StreamKey(1, boot, incarnation), ranges);
}
