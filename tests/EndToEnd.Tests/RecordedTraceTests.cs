using System.Text.Json;
using Jena.SensorNode.Demo;
using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Probes;
using Jena.SensorNode.Emulator.Soil;
using Jena.SensorNode.EndToEnd.Tests.Parts;

namespace Jena.SensorNode.EndToEnd.Tests;

/// <summary>
/// The main job on real input: a recording of thirteen soil probes drives emulated nodes at the city's sensor trees; what reaches the
/// city is compared with the recording, value by value. The converters are quiet here: what is left is their steps.
/// </summary>
public class RecordedTraceTests(ITestOutputHelper output)
{
    /// <summary>Five nodes of three probes: every column of the recording is measured.</summary>
    private const int Nodes = 5;

    /// <summary>Set to 1: all 33 trees and all of the recording's 64 days; minutes instead of half a minute.</summary>
    private const string WholeTraceVariable = "JENA_WHOLE_TRACE";

    [Fact]
    public async Task Every_value_of_a_recording_reaches_the_city_once_in_order_at_the_right_time()
    {
        var trees = Repository.SharedFile("data", "jena", "sensorstandort_baum.csv");
        var recording = Repository.SharedFile("data", "park", "soil_moisture_hourly.csv");
        var isWhole = Environment.GetEnvironmentVariable(WholeTraceVariable) == "1";
        await ProveAsync(new DemoOptions { TreesFile = trees, TraceFile = recording, Nodes = isWhole ? null : Nodes, Days = isWhole ? null : 21 });
    }

    [Fact]
    public async Task A_recording_of_our_own_with_a_jump_does_the_same()
    {
        using var folder = new TempFolder();
        var recording = folder.File("trace.csv");
        var start = new DateTimeOffset(2026, 3, 28, 0, 0, 0, TimeSpan.Zero); // across the change to summer time
        await File.WriteAllLinesAsync(recording,
        [
            "time,a,b,c",
            .. Enumerable.Range(0, 60).Select(hour => $"{start.AddHours(hour):yyyy-MM-ddTHH:mm:ssZ},{(hour == 30 ? 38 : 20 + (hour % 7))},{25 - (hour * 0.1):0.0},{12 + (hour * 0.25):0.00}"),
        ], TestContext.Current.CancellationToken);

        await ProveAsync(new DemoOptions { TraceFile = recording, Nodes = 2 });
    }

    private async Task ProveAsync(DemoOptions options)
    {
        var messages = new List<CityMessage>();
        var wakes = new List<List<WakeReport>>();
        var log = new StringWriter();
        var exit = await DemoRun.RunAsync(
            options with { HoursPerSecond = 0, TraceAsSteps = true, AdcNoiseCounts = 0.5 },
            log,
            TestContext.Current.CancellationToken,
            (topic, text) => messages.Add(new CityMessage(topic, text, JsonDocument.Parse(text).RootElement.Clone())),
            fleet =>
            {
                foreach (var node in fleet.Nodes)
                {
                    var ofNode = new List<WakeReport>();
                    wakes.Add(ofNode);
                    node.Device.WakeEnded += (_, wake) => ofNode.Add(wake);
                }
            });
        output.WriteLine(log.ToString());
        Assert.Equal(0, exit);

        var trace = RecordedTrace.Load(options.TraceFile!);
        var end = options.Days is { } days ? trace.Times[0].AddDays(days) : trace.Times[^1];
        var trees = DemoTrees.References(options).Take(options.Nodes ?? int.MaxValue).ToList();
        for (var node = 0; node < trees.Count; node++)
        {
            var ofNode = messages.Where(message => message.Id == "jena-baum-" + trees[node]).ToList();
            AssertOnceAndInOrder(ofNode);
            var slack = TimeSpan.FromSeconds(30) + LongestWait(wakes[node]);
            AssertDatedRight(ofNode, wakes[node], slack);
            var columns = DemoFleet.Columns(trace, node);
            for (var depth = 0; depth < columns.Count; depth++)
                AssertEveryValueArrived(trace, columns[depth], end, ofNode, $"soil_vwc_{DemoOptions.DepthsCentimeters[depth]}", slack);
        }
    }

    private static void AssertOnceAndInOrder(List<CityMessage> messages)
    {
        Assert.NotEmpty(messages);
        var keys = messages.Select(message => (message.Json.GetProperty("boot").GetInt64(), message.Sequence)).ToList();
        Assert.Equal(keys.Distinct(), keys);
        foreach (var (earlier, later) in messages.Zip(messages.Skip(1)))
        {
            Assert.Equal(earlier.Sequence + 1, later.Sequence);
            Assert.True(earlier.TimeUnixMilliseconds < later.TimeUnixMilliseconds);
        }
    }

    /// <summary>
    /// The true time of a wake against the time that the city was told. Until the gateway has seen a node twice it cannot know the speed of
    /// its clock (± 1 % here), so the first sending interval may be off by as much; then ± 30 s.
    /// </summary>
    private void AssertDatedRight(List<CityMessage> messages, List<WakeReport> wakes, TimeSpan slack)
    {
        var errors = new List<double>();
        foreach (var message in messages)
        {
            var told = DateTimeOffset.FromUnixTimeMilliseconds(message.TimeUnixMilliseconds);
            errors.Add(wakes.Min(wake => Math.Abs((told - wake.Start).TotalSeconds)));
        }

        output.WriteLine($"Zeitfehler / time error, s: mean {errors.Average():F1}, max {errors.Max():F1}, max after 48 samples {errors.Skip(48).DefaultIfEmpty().Max():F1}");
        Assert.All(errors.Skip(48), error => Assert.InRange(error, 0, slack.TotalSeconds));
    }

    /// <summary>
    /// Each hour of the recording has readings within it, and each reading is the recording's value of its time (near a full hour: of
    /// one of both), within the quantisation of probe and converter.
    /// </summary>
    private static void AssertEveryValueArrived(RecordedTrace trace, string column, DateTimeOffset end, List<CityMessage> messages, string field, TimeSpan slack)
    {
        var value = trace.Column(column, asSteps: true);
        var hoursSeen = new HashSet<long>();
        foreach (var message in messages.Where(message => message.Value(field) is not null))
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(message.TimeUnixMilliseconds);
            var measured = message.Value(field)!.Value;
            var matches = new[] { time - slack, time, time + slack }.Any(at => Math.Abs(measured - value(at)) <= StepPercent(value(at)));
            Assert.True(matches, $"{column} at {time:O}: sent {measured}, recorded {value(time)}");
            hoursSeen.Add(time.ToUnixTimeSeconds() / 3600);
        }

        // The first hour may pass before the first sample, the last before the last sending.
        var expected = trace.Times.Where(time => time >= trace.Times[0].AddHours(1) && time < end.AddHours(-7)).Select(time => time.ToUnixTimeSeconds() / 3600);
        Assert.Empty(expected.Except(hoursSeen));
    }

    /// <summary>
    /// The longest a session waited for answers. On a busy machine that can be many seconds, in which a frame is under way: the gateway
    /// cannot know, and dates by as much too late.
    /// </summary>
    private static TimeSpan LongestWait(List<WakeReport> wakes) => wakes.Where(wake => wake.Cause == StartCause.Timer).Max(wake => wake.AwakeTime);

    /// <summary>Two steps of the converter at this water content, the rounding to 0.01 % and the calibration curve between its points.</summary>
    private static double StepPercent(double waterPercent)
    {
        var counts = CapacitiveProbe.ExpectedCounts(waterPercent);
        var step = Math.Abs(CapacitiveProbe.WaterPercent(counts + 1) - CapacitiveProbe.WaterPercent(counts));
        return (2 * step) + 0.01 + 0.05;
    }
}
