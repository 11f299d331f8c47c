using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>A node that loses power again and again, often before a boot could send; through the ingest and its restarts.</summary>
public class UnheardBootsTests
{
    // Minutes without power, samples taken, after how many samples a session comes (0: none), whether the gateway restarts too.
    private static readonly Gen<(int Off, int Samples, int Session, bool Restart)[]> Boots =
        Gen.Select(Gen.Int[1, 1000], Gen.Int[1, 12], Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 6])), Gen.Bool).Array[1, 7];

    [Fact]
    public async Task Every_sample_is_within_its_stated_uncertainty_and_none_is_unbounded_once_the_node_was_heard() =>
        await Gen.Select(Boots, Gen.Double[-0.048, 0.048]).SampleAsync(
            async (boots, drift) =>
            {
                await using var gateway = new IngestUnderTest();
                var node = new JournalNode(IngestUnderTest.Node, drift);
                await LiveAsync(gateway, node, off: 1, samples: 8, session: 4);
                foreach (var (off, samples, session, restart) in boots)
                {
                    if (restart)
                        await gateway.RestartAsync();
                    await LiveAsync(gateway, node, off, samples, session);
                }

                await LiveAsync(gateway, node, off: 10, samples: 2, session: 1);

                var stored = gateway.Store.Read(1, long.MinValue / 2, long.MaxValue / 2).ToList();
                Assert.Equal(node.Truth.Count, stored.Count);
                foreach (var sample in stored)
                {
                    var error = Math.Abs(sample.TimeUnixMilliseconds - node.Truth[(sample.Identity.Boot, sample.Identity.Counter)]);
                    Assert.True(error <= sample.UncertaintyMilliseconds, $"boot {sample.Identity.Boot} sample {sample.Identity.Counter}: off by {error} ms, stated {sample.UncertaintyMilliseconds} ms");
                    Assert.InRange(sample.UncertaintyMilliseconds, 1, NodeClockModel.UnknownUncertaintyMilliseconds - 1);
                    Assert.Equal(0, sample.Identity.Incarnation);
                }
            },
            iter: 40,
            threads: 1);

    [Fact]
    public async Task A_repeat_of_what_an_earlier_boot_left_is_no_replay()
    {
        await using var gateway = new IngestUnderTest();
        await gateway.SendAsync(1, 0, 900);
        gateway.Time.Advance(TimeSpan.FromHours(5));
        // Boot 2 was never heard; boot 3 sends what it left, and its acknowledgement is lost.
        await gateway.SendAsync(2, 0, 5, count: 4, age: 600 | FrameContent.AgeIsAtLeast);
        await gateway.SendAsync(3, 0, 5, age: 600);
        await gateway.SendAsync(2, 0, 5, count: 4, age: 660 | FrameContent.AgeIsAtLeast);

        Assert.Equal(0, gateway.Incidents.Total(Jena.SensorNode.Gateway.Ingest.IncidentKind.Replay));
        Assert.Equal(6, gateway.Store.LastSequence);
    }

    private static async Task LiveAsync(IngestUnderTest gateway, JournalNode node, int off, int samples, int session)
    {
        gateway.Time.Advance(TimeSpan.FromMinutes(off));
        node.Start(gateway.Time.GetUtcNow());
        for (var taken = 1; taken <= samples; taken++)
        {
            gateway.Time.Advance(taken == 1 ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(16));
            node.LiveUntil(gateway.Time.GetUtcNow());
            if (session > 0 && taken % session == 0)
                await SendAllAsync(gateway, node);
        }
    }

    private static async Task SendAllAsync(IngestUnderTest gateway, JournalNode node)
    {
        foreach (var (frame, samples) in node.Frames(gateway.Time.GetUtcNow(), IngestUnderTest.Key))
            Assert.Equal(samples, (await gateway.Ingest.AcceptAsync(frame, node.NodeId, 10_000, TestContext.Current.CancellationToken)).NewSamples);
        node.Forget();
    }
}
