using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Ingest;

namespace Jena.SensorNode.Gateway.Tests.Ingest;

/// <summary>
/// Frames in which old samples of a common past and new ones of a life of its own stand side by side: a copied flash, a
/// restored state of the node, a journal drained twice. Nothing genuine is dropped, nothing is stored twice.
/// </summary>
public sealed class SharedJournalTests : IAsyncDisposable
{
    private readonly IngestUnderTest _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(4, 1)]
    [InlineData(4, 4)]
    [InlineData(7, 2)]
    public async Task A_frame_that_begins_with_known_samples_and_goes_on_with_others_loses_none_of_them(int common, int own)
    {
        var past = Samples(0, common, value: 1000);
        await SendAsync([.. past, .. Samples(common, own, value: 1000)]);
        _gateway.Time.Advance(TimeSpan.FromDays(1));

        var result = await SendAsync([.. past, .. Samples(common, own, value: 3000)]);

        Assert.Equal((IngestOutcome.Accepted, own), (result.Outcome, result.NewSamples));
        Assert.Equal(own, Stored().Count(sample => sample.Identity.Incarnation == 1));
        Assert.All(Stored().Where(sample => sample.Identity.Incarnation == 1), sample => Assert.True(sample.Identity.Counter >= common && sample.Values[0] >= 3000));
        Assert.Equal(common + (2 * own), _gateway.Store.LastSequence);
        Assert.Equal(1, _gateway.Incidents.Total(IncidentKind.CountersRestarted));
        Assert.Equal(0, _gateway.Incidents.Total(IncidentKind.SamplesMissing));
    }

    [Fact]
    public async Task A_restored_state_that_drains_its_old_journal_again_and_again_stores_each_sample_once()
    {
        await SendAsync(Samples(0, 6, value: 1000));
        for (var round = 0; round < 3; round++)
        {
            _gateway.Time.Advance(TimeSpan.FromHours(6));
            await SendAsync([.. Samples(2, 2, value: 1000), .. Samples(4, 2 + round, value: 3000)]);
            await _gateway.RestartAsync();
        }

        Assert.Equal([(0, 6), (1, 4)], Stored().GroupBy(sample => sample.Identity.Incarnation).Select(life => (life.Key, life.Count())));
        Assert.Equal(10, _gateway.Store.LastSequence);
    }

    [Fact]
    public async Task What_the_twin_has_not_sent_yet_of_the_common_past_is_taken_once_from_whoever_brings_it()
    {
        await SendAsync(Samples(0, 2, value: 1000));
        await SendAsync(Samples(4, 2, value: 1000));

        // 2 and 3 are still in both journals; 4 and 5 the second one has taken itself.
        var clone = await SendAsync([.. Samples(1, 3, value: 1000), .. Samples(4, 2, value: 3000)]);
        var twin = await SendAsync(Samples(1, 5, value: 1000));

        Assert.Equal((4, 0), (clone.NewSamples, twin.NewSamples));
        Assert.Equal([0u, 1, 2, 3, 4, 5], Stored().Where(sample => sample.Identity.Incarnation == 0).Select(sample => sample.Identity.Counter).Order().ToList());
        Assert.Equal([4u, 5], Stored().Where(sample => sample.Identity.Incarnation == 1).Select(sample => sample.Identity.Counter));
    }

    [Fact]
    public async Task Counters_that_wrap_at_the_end_of_their_32_bits_are_nothing_special()
    {
        var samples = Samples(0, 6, value: 1000);
        var accepted = await SendAsync(samples, first: uint.MaxValue - 2);
        var again = await SendAsync(samples, first: uint.MaxValue - 2);
        await _gateway.RestartAsync();
        var afterRestart = await SendAsync(samples, first: uint.MaxValue - 2);

        Assert.Equal((IngestOutcome.Accepted, 6), (accepted.Outcome, accepted.NewSamples));
        Assert.All([again, afterRestart], result => Assert.Equal(IngestOutcome.Duplicate, result.Outcome));
        Assert.Equal([uint.MaxValue - 2, uint.MaxValue - 1, uint.MaxValue, 0u, 1, 2], _gateway.Store.ReadAfter(0, 10).Select(sample => sample.Identity.Counter));
    }

    [Fact]
    public async Task A_recording_played_after_a_restart_tells_nothing_of_the_nodes_clock()
    {
        var start = _gateway.Time.GetUtcNow();
        await SendAsync(Samples(0, 2, value: 1000));
        // Sample 2 stays in the journal; the node starts again and sends enough for the first boot to be history.
        for (uint sample = 0; sample < 120; sample++)
        {
            _gateway.Time.Advance(TimeSpan.FromMinutes(15));
            await _gateway.SendAsync(boot: 2, first: sample, seconds: 900 * sample, value: 2000 + (int)sample);
        }

        await _gateway.RestartAsync();
        Assert.Equal(IngestOutcome.Duplicate, (await SendAsync(Samples(0, 2, value: 1000))).Outcome);

        await SendAsync(Samples(2, 1, value: 1000), age: FrameContent.AgeIsAtLeast + 600);

        var late = Stored().Single(sample => sample.Identity is { Boot: 1, Counter: 2 });
        var taken = start.ToUnixTimeMilliseconds() + 900_000;
        Assert.InRange(taken, late.TimeUnixMilliseconds - late.UncertaintyMilliseconds, late.TimeUnixMilliseconds + late.UncertaintyMilliseconds);
    }

    private static (uint Seconds, int Value)[] Samples(int first, int count, int value) =>
        [.. Enumerable.Range(first, count).Select(index => ((uint)(900 * (index + 1)), value + index))];

    private List<Gateway.Readings.Sample> Stored() => [.. _gateway.Store.ReadAfter(0, 1000).OrderBy(sample => sample.Identity.Incarnation).ThenBy(sample => sample.Sequence)];

    private ValueTask<IngestResult> SendAsync((uint Seconds, int Value)[] samples, uint? first = null, uint age = 1)
    {
        var content = new FrameContent
        {
            NodeId = IngestUnderTest.Node,
            LayoutId = 1,
            Boot = 1,
            FirstSample = first ?? (samples[0].Seconds / 900) - 1,
            AgeSeconds = age,
            BatteryMillivolts = 3600,
            ChannelCount = 1,
            SampleCount = samples.Length,
            Seconds = [.. samples.Select(sample => sample.Seconds)],
            Values = [.. samples.Select(sample => sample.Value)],
            Faults = new byte[samples.Length],
        };
        var output = new byte[FrameEncoder.MaximumFrameBytes];
        var length = FrameEncoder.Encode(content, IngestUnderTest.Key, output);
        return _gateway.Ingest.AcceptAsync(output.AsMemory(0, length), IngestUnderTest.Node, 10_000, TestContext.Current.CancellationToken);
    }
}
