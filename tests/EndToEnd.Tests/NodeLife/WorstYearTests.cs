using System.Globalization;
using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Time;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.EndToEnd.Tests.NodeLife;

/// <summary>
/// Two nodes, one with a clock that runs 4.5 % fast and one 4.5 % slow, to which everything happens at once; the real gateway dates what
/// arrives. Sixty days in the ordinary run; the environment variable NODE_LIFE_DAYS asks for more (365 for the year), NODE_LIFE_SEED for
/// another one.
/// </summary>
public class WorstYearTests(ITestOutputHelper output)
{
    private const double CalmDays = 7;
    private const int MisdatedTold = 10;
    private const long AllowedMilliseconds = 30_000;

    private static readonly TimeSpan deadline = TimeSpan.FromSeconds(44.5);

    private static double Days => double.Parse(Environment.GetEnvironmentVariable("NODE_LIFE_DAYS") ?? "60", CultureInfo.InvariantCulture);

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("NODE_LIFE_SEED") ?? "7", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_sample_that_the_journal_could_hold_arrives_once_and_rightly_dated_and_the_rest_is_accounted_for()
    {
        var start = new DateTimeOffset(2026, 1, 10, 6, 0, 0, TimeSpan.Zero);
        var end = start.AddDays(Days);
        var clock = new VirtualTimeProvider(start);
        await using var gateway = new LifeGateway(clock);
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        var fleet = new FleetRunner(clock);
        var lives = new List<(LifeNode Node, Misfortunes Misfortunes)>();
        foreach (var partsPerMillion in new[] { 45_000, -45_000 })
        {
            var registered = await gateway.RegisterAsync(LifeNode.Layout(), start, TestContext.Current.CancellationToken);
            var node = new LifeNode(registered, clock, gateway.BrokerPort, Days, partsPerMillion);
            var misfortunes = new Misfortunes(start, end.AddDays(-CalmDays), seed: Seed + lives.Count);
            misfortunes.BefallOn(node.Node);
            fleet.Add(node.Node);
            lives.Add((node, misfortunes));
        }

        await Task.Factory.StartNew(() => fleet.RunUntil(end, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        Assert.Multiple([.. lives.Select(life => (Action)(() => Judge(life.Node, life.Misfortunes, gateway)))]);
    }

    private void Judge(LifeNode node, Misfortunes misfortunes, LifeGateway gateway)
    {
        var stored = gateway.Samples(node.DeviceId);
        var health = gateway.Health(node.DeviceId);
        var truth = node.Witness.Samples;
        var known = stored.Select(sample => (sample.Identity.Boot, sample.Identity.Counter)).ToHashSet();
        var lastArrival = DateTimeOffset.FromUnixTimeMilliseconds(stored.Max(sample => sample.ReceivedUnixMilliseconds));
        var missing = truth.Where(sample => !known.Contains(sample.Key)).ToList();
        var waiting = missing.Count(sample => sample.Value.To > lastArrival);
        var errors = stored.Where(sample => truth.ContainsKey((sample.Identity.Boot, sample.Identity.Counter)))
            .Select(sample => (Error: ErrorMilliseconds(sample, truth), Stated: sample.UncertaintyMilliseconds)).ToList();
        var misdated = stored.Where(sample => truth.ContainsKey((sample.Identity.Boot, sample.Identity.Counter))
            && ErrorMilliseconds(sample, truth) > Math.Max(AllowedMilliseconds, sample.UncertaintyMilliseconds)).ToList();
        var ended = node.Wakes.Count(wake => wake.AwakeTime >= deadline);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            node {node.DeviceId}: {Days} days, {node.Wakes.Count} wakes, {misfortunes.PowerCuts} power cuts, {misfortunes.WriteCuts} cuts in writes, {ended} wakes ended by the deadline, battery left {node.Node.Device.Battery.ChargeShare:p0}
            samples on flash {truth.Count}, in the gateway {stored.Count} of {known.Select(sample => sample.Boot).Distinct().Count()} boots, waiting {waiting}, missing {missing.Count - waiting}; node says lost {health.SamplesLost}, resets {health.Resets}
            within 30 s {errors.Count(sample => sample.Error <= AllowedMilliseconds)}, within the stated uncertainty {errors.Count(sample => sample.Error <= sample.Stated)}; stated: median {Quantile(errors, 0.5)} s, 95 % {Quantile(errors, 0.95)} s, most {Quantile(errors, 1)} s; misdated {misdated.Count}
            {string.Join('\n', misdated.Take(MisdatedTold).Select(sample => Tell(sample, truth)))}
            """));

        Assert.All(node.Wakes, wake => Assert.NotEqual(WakeOutcome.Hung, wake.Outcome));
        Assert.Empty(node.Witness.GivenTwice);
        Assert.All(stored, sample => Assert.Equal(0, sample.Identity.Incarnation));
        Assert.Equal(stored.Count, known.Count);
        Assert.DoesNotContain(known, sample => !truth.ContainsKey(sample));
        Assert.Equal((long)(health.SamplesLost ?? 0), missing.Count - waiting);
        Assert.True(lastArrival > node.Wakes[^1].End.AddDays(-2), $"nothing arrived since {lastArrival}");
        Assert.NotEqual(0, ended);
        Assert.Equal(ended, (long)(health.Resets ?? 0));
        Assert.Empty(misdated);
    }

    private static string Tell(Sample sample, Dictionary<(uint Boot, uint Counter), (DateTimeOffset From, DateTimeOffset To)> truth) => string.Create(CultureInfo.InvariantCulture, $"""
        boot {sample.Identity.Boot} sample {sample.Identity.Counter} at {sample.NodeSeconds} s: {Instant(sample.TimeUnixMilliseconds)} ± {sample.UncertaintyMilliseconds} ms instead of {truth[(sample.Identity.Boot, sample.Identity.Counter)].From:u}, received {Instant(sample.ReceivedUnixMilliseconds)}, age {sample.AgeSeconds} s, way {sample.DelayBoundMilliseconds} ms
        """);

    private static string Instant(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).ToString("u", CultureInfo.InvariantCulture);

    /// <summary>How far outside the wake in which it was taken the gateway puts a sample.</summary>
    private static long ErrorMilliseconds(Sample sample, Dictionary<(uint Boot, uint Counter), (DateTimeOffset From, DateTimeOffset To)> truth)
    {
        var (from, to) = truth[(sample.Identity.Boot, sample.Identity.Counter)];
        var before = from.ToUnixTimeMilliseconds() - sample.TimeUnixMilliseconds;
        var after = sample.TimeUnixMilliseconds - to.ToUnixTimeMilliseconds();
        return Math.Max(0, Math.Max(before, after));
    }

    private static int Quantile(List<(long Error, int Stated)> samples, double share)
    {
        var sorted = samples.Select(sample => sample.Stated).Order().ToList();
        return sorted[(int)((sorted.Count - 1) * share)] / 1000;
    }
}
