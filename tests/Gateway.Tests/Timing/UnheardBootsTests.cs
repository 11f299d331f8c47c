using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Readings;
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
                var node = new RestlessNode(gateway, drift);
                await node.LiveAsync(off: 1, samples: 8, session: 4);
                foreach (var (off, samples, session, restart) in boots)
                {
                    if (restart)
                        await gateway.RestartAsync();
                    await node.LiveAsync(off, samples, session);
                }

                await node.LiveAsync(off: 10, samples: 2, session: 1);

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

    /// <summary>Journal, ages and sessions as the firmware has them: oldest first, ages of earlier boots as lower bounds.</summary>
    private sealed class RestlessNode(IngestUnderTest gateway, double drift)
    {
        private readonly List<(uint Boot, uint Counter, uint Seconds)> _journal = [];
        private readonly Dictionary<uint, uint> _lastSecondsOf = [];
        private uint _boot;

        public Dictionary<(uint Boot, uint Counter), long> Truth { get; } = [];

        public async Task LiveAsync(int off, int samples, int session)
        {
            gateway.Time.Advance(TimeSpan.FromMinutes(off));
            var zero = gateway.Time.GetUtcNow();
            _boot++;
            for (var index = 0; index < samples; index++)
            {
                var seconds = 3 + ((uint)index * 900);
                gateway.Time.SetUtcNow(zero + TimeSpan.FromSeconds((seconds + 0.5) / (1 + drift)));
                Truth[(_boot, (uint)index)] = gateway.Time.GetUtcNow().ToUnixTimeMilliseconds();
                _journal.Add((_boot, (uint)index, seconds));
                _lastSecondsOf[_boot] = seconds;
                if (session > 0 && (index + 1) % session == 0)
                    await SendAllAsync(seconds);
            }

            gateway.Time.Advance(TimeSpan.FromMinutes(1));
        }

        private async Task SendAllAsync(uint nowSeconds)
        {
            gateway.Time.Advance(TimeSpan.FromSeconds(2));
            foreach (var frame in _journal.GroupBy(sample => sample.Boot).SelectMany(boot => boot.Chunk(5)))
            {
                var (boot, last) = (frame[0].Boot, frame[^1].Seconds);
                var sent = await gateway.SendAsync(boot, frame[0].Counter, frame[0].Seconds, frame.Length, age: Age(boot, last, nowSeconds + 1));
                Assert.Equal(frame.Length, sent.NewSamples);
            }

            _journal.Clear();
        }

        private uint Age(uint boot, uint seconds, uint nowSeconds)
        {
            if (boot == _boot)
                return nowSeconds - seconds;
            var counted = Enumerable.Range((int)boot, (int)(_boot - boot)).Sum(other => _lastSecondsOf[(uint)other]);
            return (uint)(nowSeconds + counted - seconds) | FrameContent.AgeIsAtLeast;
        }
    }
}
