using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>Boots are ordered and do not overlap: what was dated around a boot bounds it where no arrival does.</summary>
public class NeighbouringBootsTests
{
    private const long Noon = 1_790_000_000_000;
    private const long Hour = 3_600_000;
    private static readonly StreamKey Boot5 = new(TestSamples.DeviceId, 5, 0);

    // Sent at noon by a later boot, an hour of its clock or more after its sample at node second 1800.
    private static readonly Sample Late = TestSamples.Sent(5, 1800, Noon, 3600, bound: null);

    [Fact]
    public void A_boot_that_nobody_heard_lies_between_the_one_before_it_and_the_arrival()
    {
        var model = NodeClockHistory.Build([TestSamples.Dated(4, 90_000, Noon - (6 * Hour), 20_000), Late], Boot5);

        var told = model.TimeOf(1800);

        // At the earliest 1800 s after the boot before was last heard of, at the latest an hour before the arrival, each ± 5 %.
        Assert.InRange(told.UnixMilliseconds - told.UncertaintyMilliseconds, Noon - (6 * Hour) + 1_680_000, Noon - (6 * Hour) + 1_720_000);
        Assert.InRange(told.UnixMilliseconds + told.UncertaintyMilliseconds, Noon - 3_440_000, Noon - 3_420_000);
    }

    [Fact]
    public void Without_boots_around_a_week_is_stated()
    {
        var told = NodeClockHistory.Build([Late], Boot5).TimeOf(1800);

        Assert.Equal(NodeClockModel.UnknownUncertaintyMilliseconds, told.UncertaintyMilliseconds);
    }

    [Fact]
    public void A_pause_of_months_is_stated_as_such()
    {
        var model = NodeClockHistory.Build([TestSamples.Dated(4, 90_000, Noon - (30 * 24 * Hour), 20_000), Late], Boot5);

        Assert.InRange(model.TimeOf(1800).UncertaintyMilliseconds, 14 * 24 * Hour, 15 * 24 * Hour);
    }

    [Fact]
    public void A_boot_ended_before_the_next_one_began()
    {
        // Boot 6 was dated first: its sample at node second 900, three hours before the arrival of what boot 5 left behind.
        var model = NodeClockHistory.Build([TestSamples.Dated(6, 900, Noon - (3 * Hour), 10_000), TestSamples.Sent(5, 1800, Noon, 0, bound: null)], Boot5);

        var told = model.TimeOf(1800);

        Assert.InRange(told.UnixMilliseconds, Noon - (3 * Hour) - 870_000, Noon - (3 * Hour) - 840_000);
    }

    [Theory]
    [InlineData(4, 0, 1, false, true)]
    [InlineData(1, 0, 1, false, true)]
    [InlineData(6, 0, 1, false, true)]
    // Other lives, other devices, times that are not final, boot numbers drawn by lot.
    [InlineData(4, 1, 1, false, false)]
    [InlineData(4, 0, 2, false, false)]
    [InlineData(4, 0, 1, true, false)]
    [InlineData(70, 0, 1, false, false)]
    [InlineData(6_000_000, 0, 1, false, false)]
    public void Only_near_boots_of_the_same_life_with_final_times_count(uint boot, int incarnation, int device, bool isProvisional, bool counts)
    {
        var other = TestSamples.Dated(boot, 900, Noon - (6 * Hour), 20_000, incarnation, device, isProvisional);

        var told = NodeClockHistory.Build([other, Late], Boot5).TimeOf(1800);

        Assert.Equal(counts, told != NodeClockHistory.Build([Late], Boot5).TimeOf(1800));
    }

    [Theory]
    [InlineData(4u, 2L)]
    [InlineData(6u, -9000L)]
    public void Boots_that_contradict_the_arrivals_are_not_believed(uint boot, long hoursFromNoon)
    {
        var exact = TestSamples.Sent(5, 1800, Noon - Hour, 1, bound: 10_000);

        var model = NodeClockHistory.Build([TestSamples.Dated(boot, 900, Noon + (hoursFromNoon * Hour), 20_000), exact], Boot5);

        Assert.Equal(NodeClockHistory.Build([exact], Boot5).TimeOf(1800), model.TimeOf(1800));
    }

    [Fact]
    public void An_arrival_that_is_tighter_stands()
    {
        var exact = TestSamples.Sent(5, 1800, Noon - Hour, 1, bound: 10_000);

        var model = NodeClockHistory.Build([TestSamples.Dated(4, 900, Noon - (9 * Hour), 20_000), exact, TestSamples.Dated(6, 900, Noon + Hour, 20_000)], Boot5);

        Assert.Equal(NodeClockHistory.Build([exact], Boot5).TimeOf(1800), model.TimeOf(1800));
    }

    [Fact]
    public void The_boot_before_cuts_off_what_drift_alone_would_allow()
    {
        // One arrival, six hours after the first sample: ± 18 minutes by drift, but the boot before was alive ten minutes earlier.
        var exact = TestSamples.Sent(5, 21_600, Noon, 1, bound: 1000);
        var before = TestSamples.Dated(4, 900, Noon - 21_600_000 - 300_000, 10_000);

        var told = NodeClockHistory.Build([before, exact], Boot5).TimeOf(0);

        Assert.InRange(told.UncertaintyMilliseconds, 1, 1_110_000);
        Assert.True(told.UnixMilliseconds - told.UncertaintyMilliseconds <= Noon - 21_600_000);
        Assert.True(told.UnixMilliseconds + told.UncertaintyMilliseconds >= Noon - 21_600_000);
        Assert.True(told.UncertaintyMilliseconds < NodeClockHistory.Build([exact], Boot5).TimeOf(0).UncertaintyMilliseconds);
    }

    [Fact]
    public void The_end_of_a_boot_is_no_bound_for_the_frames_that_later_boots_send_of_it()
    {
        var model = NodeClockHistory.Build([TestSamples.Dated(6, 900, Noon - (3 * Hour), 10_000), Late], Boot5);

        Assert.InRange(model.LatestSending(5400), Noon, Noon);
        Assert.True(model.IsConsistent(5400, Noon, 10_000));
    }
}
