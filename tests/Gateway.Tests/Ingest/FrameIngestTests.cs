using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Ingest;

namespace Jena.SensorNode.Gateway.Tests.Ingest;

public class FrameIngestTests
{
    private static readonly byte[] OtherKey = new byte[32];

    [Fact]
    public async Task A_genuine_frame_is_stored_with_its_times()
    {
        await using var gateway = new IngestUnderTest();
        gateway.Time.Advance(TimeSpan.FromHours(10));

        var result = await gateway.SendAsync(boot: 1, first: 7, seconds: 10_000, count: 3, age: 20);

        Assert.Equal((IngestOutcome.Accepted, 3), (result.Outcome, result.NewSamples));
        Assert.Equal((1u, 7u), (result.Boot, result.FirstSample));
        var samples = gateway.Store.ReadAfter(0, 10);
        Assert.Equal([7u, 8, 9], samples.Select(sample => sample.Identity.Counter));
        var sent = gateway.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.InRange(sent - samples[2].TimeUnixMilliseconds, 0, 40_000);
        Assert.All(samples, sample => Assert.InRange(Math.Abs(sent - 20_000 - ((9 - sample.Identity.Counter) * 900_000L) - sample.TimeUnixMilliseconds), 0, sample.UncertaintyMilliseconds));
        Assert.Equal(1, gateway.Directory.Reports);
    }

    [Fact]
    public async Task Strangers_wrong_keys_retired_nodes_and_broken_frames_are_refused_counted_and_shown()
    {
        await using var gateway = new IngestUnderTest();
        var frame = TestFrames.Encode(IngestUnderTest.Node, IngestUnderTest.Key, 1, 0, 100);

        var unknown = await gateway.Ingest.AcceptAsync(frame, 43, 1000, TestContext.Current.CancellationToken);
        var badMac = await gateway.SendAsync(1, 0, 100, key: OtherKey);
        var empty = await gateway.Ingest.AcceptAsync(ReadOnlyMemory<byte>.Empty, IngestUnderTest.Node, 1000, TestContext.Current.CancellationToken);
        var huge = await gateway.Ingest.AcceptAsync(new byte[5000], IngestUnderTest.Node, 1000, TestContext.Current.CancellationToken);
        gateway.Directory.Keys = gateway.Directory.Keys with { IsRetired = true };
        var retired = await gateway.SendAsync(1, 0, 100);

        Assert.Equal(
            [IngestOutcome.UnknownNode, IngestOutcome.BadMac, IngestOutcome.BadMac, IngestOutcome.BadMac, IngestOutcome.RetiredNode],
            new[] { unknown, badMac, empty, huge, retired }.Select(result => result.Outcome));
        Assert.All([unknown, badMac, empty, huge, retired], result => Assert.False(result.MayAcknowledge));
        Assert.Equal(3, gateway.Incidents.Total(IncidentKind.BadMac));
        Assert.Contains(gateway.Incidents.All, incident => incident is { Subject: "0000002b", Kind: IncidentKind.UnknownNode });
        Assert.Equal(0, gateway.Store.LastSequence);
    }

    [Fact]
    public async Task A_genuine_frame_that_breaks_the_format_is_kept_and_acknowledged_so_that_it_does_not_block_the_node()
    {
        await using var gateway = new IngestUnderTest();
        byte[] body = [0b0010_0000, 0xFF, 0xFF];
        var frame = body.Concat(MessageMac.Compute((byte)'U', IngestUnderTest.Node, IngestUnderTest.Key, body, body.Length)).ToArray();

        var result = await gateway.Ingest.AcceptAsync(frame, IngestUnderTest.Node, 1000, TestContext.Current.CancellationToken);

        Assert.Equal(IngestOutcome.Malformed, result.Outcome);
        Assert.True(result.MayAcknowledge);
        using var reader = gateway.Parts.Database.OpenReader();
        Assert.Equal(frame, Jena.SensorNode.Gateway.Storage.SqliteCalls.Scalar<byte[]>(reader, "SELECT frame FROM refused_frame"));
    }

    [Fact]
    public async Task A_repeated_frame_is_a_duplicate_also_after_a_restart()
    {
        await using var gateway = new IngestUnderTest();
        await gateway.SendAsync(1, 0, 900, count: 4);

        Assert.Equal(IngestOutcome.Duplicate, (await gateway.SendAsync(1, 0, 900, count: 4)).Outcome);
        await gateway.RestartAsync();
        Assert.Equal(IngestOutcome.Duplicate, (await gateway.SendAsync(1, 0, 900, count: 4)).Outcome);
        Assert.Equal(4, gateway.Store.LastSequence);
    }

    [Fact]
    public async Task A_replay_after_days_changes_nothing_and_is_shown()
    {
        await using var gateway = new IngestUnderTest();
        await gateway.SendAsync(1, 0, 900);
        gateway.Time.Advance(TimeSpan.FromDays(3));

        var result = await gateway.SendAsync(1, 0, 900);

        Assert.Equal(IngestOutcome.Duplicate, result.Outcome);
        Assert.Equal(1, gateway.Incidents.Total(IncidentKind.Replay));
        Assert.Equal(1, gateway.Store.LastSequence);
    }

    [Fact]
    public async Task A_node_whose_counters_begin_again_after_a_reflash_loses_nothing()
    {
        await using var gateway = new IngestUnderTest();
        for (uint day = 0; day < 5; day++)
        {
            await gateway.SendAsync(1, day * 4, 900 + (day * 86_400), count: 4);
            gateway.Time.Advance(TimeSpan.FromDays(1));
        }

        // The same boot number and counters, another life: other seconds and values.
        for (uint day = 0; day < 5; day++)
        {
            var result = await gateway.SendAsync(1, day * 4, 950 + (day * 86_400), count: 4, value: 1500);
            Assert.Equal((IngestOutcome.Accepted, 4), (result.Outcome, result.NewSamples));
            gateway.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([0, 1], gateway.Store.Streams(1).Select(stream => stream.Key.Incarnation));
        Assert.Equal(40, gateway.Store.LastSequence);
        Assert.Equal(1, gateway.Incidents.Total(IncidentKind.CountersRestarted));
        var times = gateway.Store.Read(1, 0, long.MaxValue).Where(sample => sample.Identity.Incarnation == 1).Select(sample => sample.TimeUnixMilliseconds).ToList();
        Assert.All(times, time => Assert.True(time > new DateTimeOffset(2026, 6, 5, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task Boots_after_a_reflash_stay_in_the_new_life()
    {
        await using var gateway = new IngestUnderTest();
        foreach (uint boot in new uint[] { 1, 2, 3 })
        {
            await gateway.SendAsync(boot, 0, 900, value: 1000 + (int)boot);
            gateway.Time.Advance(TimeSpan.FromDays(1));
        }

        foreach (uint boot in new uint[] { 1, 2, 3, 4 })
        {
            var result = await gateway.SendAsync(boot, 0, 900, value: 3000 + (int)boot);
            Assert.Equal(1, result.NewSamples);
            gateway.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            [(0, 1u), (0, 2u), (0, 3u), (1, 1u), (1, 2u), (1, 3u), (1, 4u)],
            gateway.Store.Streams(1).Select(stream => (stream.Key.Incarnation, stream.Key.Boot)));
    }

    [Fact]
    public async Task A_clone_beside_its_twin_is_shown_and_both_lose_nothing()
    {
        await using var gateway = new IngestUnderTest();
        for (uint round = 0; round < 6; round++)
        {
            Assert.Equal(1, (await gateway.SendAsync(1, round, 900 * (round + 1), value: 1000)).NewSamples);
            Assert.Equal(1, (await gateway.SendAsync(1, round, (900 * (round + 1)) + 100_000, value: 3000)).NewSamples);
            gateway.Time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(12, gateway.Store.LastSequence);
        Assert.True(gateway.Incidents.Total(IncidentKind.ClonedNode) > 0);
    }

    [Fact]
    public async Task Frames_under_the_previous_key_are_taken_in_the_overlap_and_the_first_under_the_new_one_ends_it()
    {
        await using var gateway = new IngestUnderTest();
        gateway.Directory.Keys = new(1, IngestUnderTest.Node, OtherKey, IngestUnderTest.Key, IsRetired: false);

        Assert.Equal(IngestOutcome.Accepted, (await gateway.SendAsync(1, 0, 900)).Outcome);
        Assert.False(gateway.Directory.KeyConfirmed);
        Assert.Equal(IngestOutcome.Accepted, (await gateway.SendAsync(1, 1, 1800, key: OtherKey)).Outcome);
        Assert.True(gateway.Directory.KeyConfirmed);
    }

    [Fact]
    public async Task A_frame_without_samples_is_taken_and_stores_nothing()
    {
        await using var gateway = new IngestUnderTest();
        var content = new FrameContent
        {
            NodeId = IngestUnderTest.Node,
            LayoutId = 1,
            Boot = 1,
            FirstSample = 5,
            LastSeconds = 777,
            ChannelCount = 1,
            SampleCount = 0,
            Seconds = [],
            Values = [],
            Faults = [],
        };
        var output = new byte[FrameEncoder.MaximumFrameBytes];
        var length = FrameEncoder.Encode(content, IngestUnderTest.Key, output);

        var result = await gateway.Ingest.AcceptAsync(output.AsMemory(0, length), IngestUnderTest.Node, 1000, TestContext.Current.CancellationToken);

        Assert.Equal((IngestOutcome.Accepted, 0), (result.Outcome, result.NewSamples));
        Assert.Equal(0, gateway.Store.LastSequence);
    }

    [Fact]
    public async Task Whatever_bytes_come_the_answer_is_a_refusal_and_never_an_exception()
    {
        await using var gateway = new IngestUnderTest();
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            Assert.Equal(IngestOutcome.BadMac, (await gateway.Ingest.AcceptAsync(bytes, IngestUnderTest.Node, 1000, TestContext.Current.CancellationToken)).Outcome);
        }
    }
}
