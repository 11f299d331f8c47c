using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>Genuine frames whose age or seconds cannot be: the sample is kept, nothing is dated before its node existed.</summary>
public class AgeBoundTests
{
    private const uint Day = 86_400;
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    // Where the age is no evidence, the sample has its arrival for a time, and a week as uncertainty.
    private static readonly Gen<uint> AbsurdAges = Gen.OneOf(Gen.UInt[40 * Day, int.MaxValue], Gen.UInt[40 * Day, int.MaxValue].Select(age => age | FrameContent.AgeIsAtLeast), Gen.Const(uint.MaxValue), Gen.Const((uint)int.MaxValue));

    [Fact]
    public async Task An_age_before_the_registration_is_no_evidence_and_the_sample_is_kept() =>
        await AbsurdAges.SampleAsync(
            async age =>
            {
                await using var gateway = Registered(daysAgo: 30);

                var result = await gateway.SendAsync(1, 0, 900, age: age);

                var sample = Assert.Single(gateway.Store.Read(1, long.MinValue / 2, long.MaxValue / 2));
                Assert.Equal(IngestOutcome.Accepted, result.Outcome);
                Assert.Equal(Now.ToUnixTimeMilliseconds(), sample.TimeUnixMilliseconds);
                Assert.Equal(NodeClockModel.UnknownUncertaintyMilliseconds, sample.UncertaintyMilliseconds);
                Assert.Equal(1, gateway.Incidents.Total(IncidentKind.AbsurdAge));
            },
            iter: 20,
            threads: 1);

    [Fact]
    public async Task It_does_not_move_the_other_samples_of_its_boot_nor_begin_another_life()
    {
        await using var gateway = Registered(daysAgo: 30);
        await gateway.SendAsync(1, 0, 900);
        gateway.Time.Advance(TimeSpan.FromMinutes(15));
        await gateway.SendAsync(1, 1, 1800, age: int.MaxValue);
        gateway.Time.Advance(TimeSpan.FromMinutes(15));
        await gateway.SendAsync(1, 2, 2700);

        var samples = gateway.Store.Read(1, long.MinValue / 2, long.MaxValue / 2).ToList();

        Assert.Equal(3, samples.Count);
        for (var index = 0; index < 3; index++)
        {
            // The first and the last were exact; the boot's clock, known from the first, dates the one between.
            Assert.InRange(Math.Abs(samples[index].TimeUnixMilliseconds - Now.AddMinutes(15 * index).ToUnixTimeMilliseconds()), 0, samples[index].UncertaintyMilliseconds);
            Assert.InRange(samples[index].UncertaintyMilliseconds, 1, 60_000);
            Assert.Equal(0, samples[index].Identity.Incarnation);
        }
    }

    [Theory]
    // A backlog as old as the node is genuine, by a clock that runs 5 % fast too; so is every age where the registration is unknown...
    [InlineData(500, 499, false)]
    [InlineData(500, 525, false)]
    [InlineData(500, 530, true)]
    [InlineData(null, 499, false)]
    // ... or lies ahead, because the gateway's clock was wrong then; but not one above ten years.
    [InlineData(-400, 499, false)]
    [InlineData(-400, 4000, true)]
    [InlineData(null, 4000, true)]
    [InlineData(20_000, 4000, true)]
    public async Task The_bound_is_the_registration_or_ten_years(int? registeredDaysAgo, int ageDays, bool isAbsurd)
    {
        await using var gateway = Registered(registeredDaysAgo);

        await gateway.SendAsync(1, 0, 900, age: (uint)ageDays * Day);

        var sample = gateway.Store.Latest(1)!;
        Assert.Equal(isAbsurd ? 1 : 0, gateway.Incidents.Total(IncidentKind.AbsurdAge));
        var told = Now.AddDays(isAbsurd ? 0 : -ageDays).ToUnixTimeMilliseconds();
        Assert.InRange(told, sample.TimeUnixMilliseconds - sample.UncertaintyMilliseconds, sample.TimeUnixMilliseconds + sample.UncertaintyMilliseconds);
    }

    [Fact]
    public async Task Seconds_that_reach_back_before_the_registration_are_cut_off_there()
    {
        await using var gateway = Registered(daysAgo: 30);
        // Two samples 120 years apart by the node's own clock.
        var frame = TestFrames.Encode(IngestUnderTest.Node, IngestUnderTest.Key, 1, 0, 10, count: 2, interval: 120 * 365 * Day, age: 0);

        await gateway.Ingest.AcceptAsync(frame, IngestUnderTest.Node, 10_000, TestContext.Current.CancellationToken);

        var samples = gateway.Store.Read(1, long.MinValue / 2, long.MaxValue / 2).ToList();
        Assert.Equal(Now.AddDays(-31).ToUnixTimeMilliseconds(), samples[0].TimeUnixMilliseconds);
        Assert.Equal(int.MaxValue, samples[0].UncertaintyMilliseconds);
        Assert.InRange(Now.ToUnixTimeMilliseconds() - samples[1].TimeUnixMilliseconds, 0, samples[1].UncertaintyMilliseconds);
    }

    [Fact]
    public async Task After_a_restart_the_absurd_age_is_still_no_evidence()
    {
        await using var gateway = Registered(daysAgo: 30);
        await gateway.SendAsync(1, 0, 900, age: int.MaxValue);
        await gateway.RestartAsync();
        gateway.Time.Advance(TimeSpan.FromMinutes(15));

        await gateway.SendAsync(1, 1, 1800);

        Assert.InRange(gateway.Store.Latest(1)!.UncertaintyMilliseconds, 1, 15_000);
        Assert.Equal(0, gateway.Store.Latest(1)!.Identity.Incarnation);
    }

    private static IngestUnderTest Registered(int? daysAgo)
    {
        var gateway = new IngestUnderTest();
        gateway.Directory.Keys = gateway.Directory.Keys with { RegisteredUnixMilliseconds = daysAgo is { } days ? Now.AddDays(-days).ToUnixTimeMilliseconds() : 0 };
        return gateway;
    }
}
