using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Commands.Probes;

/// <summary>Calibrations that a command enters beside the running service, for readings that are long stored.</summary>
public class LateCalibrationTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset April = new(2026, 4, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset May = new(2026, 5, 10, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset June = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Running_service_shows_past_readings_anew()
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        await StoreAsync(gateway, node, April, June);
        var before = Read(gateway, node, April);
        Assert.True(before.Reading.Flags.HasFlag(QualityFlags.Uncalibrated));

        // 2000 raw lies half way between both points.
        await CalibrateAsync(gateway, "--point", "3000=10", "1000=50", "--from", "2026-04-01");

        await Eventually.TrueAsync(() => Read(gateway, node, April).Reading.CalibrationVersion == 1, "the service sees the calibration");
        Assert.Equal([30.0, 30.0], new[] { April, June }.Select(at => Math.Round(Read(gateway, node, at).Reading.Value!.Value, 6)));
        Assert.False(Read(gateway, node, April).Reading.Flags.HasFlag(QualityFlags.Uncalibrated));
        Assert.NotEqual(before.Reading.Value, Read(gateway, node, April).Reading.Value);
        Assert.Equal(2000, gateway.Get<IReadingStore>().Read(node.DeviceId, Ms(April), Ms(April) + 1).Single().Values[0]);
    }

    [Fact]
    public async Task Better_version_with_the_same_day_takes_over_and_one_of_a_later_day_leaves_earlier_readings()
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        await StoreAsync(gateway, node, April, June);
        await CalibrateAsync(gateway, "--point", "3000=10", "1000=50", "--from", "2026-04-01");
        await CalibrateAsync(gateway, "--point", "3000=0", "1000=20", "--from", "2026-04-01");
        await CalibrateAsync(gateway, "--point", "3000=40", "1000=60", "--from", "2026-06-01");

        await Eventually.TrueAsync(() => gateway.Get<CalibrationBook>().Revision == 3, "all three seen");

        Assert.Equal((10.0, 2), (Math.Round(Read(gateway, node, April).Reading.Value!.Value, 6), Read(gateway, node, April).Reading.CalibrationVersion));
        Assert.Equal((50.0, 3), (Math.Round(Read(gateway, node, June).Reading.Value!.Value, 6), Read(gateway, node, June).Reading.CalibrationVersion));
    }

    [Fact]
    public async Task Probe_replaced_in_May_and_calibrated_does_not_rewrite_April()
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        await StoreAsync(gateway, node, April, June);
        await CalibrateAsync(gateway, "--point", "3000=10", "1000=50", "--from", "2026-03-15");
        await Eventually.TrueAsync(() => gateway.Get<CalibrationBook>().Revision == 1, "the old probe's calibration");
        var april = Read(gateway, node, April);

        await gateway.Get<NodeRegistry>().ReplaceProbeAsync(node.NodeId, 0, 45, "B-17", May, Cancellation);
        Assert.True(Read(gateway, node, June).Reading.Flags.HasFlag(QualityFlags.Uncalibrated), "the new probe has no calibration yet");
        await CalibrateAsync(gateway, "--point", "3000=0", "1000=20", "--from", "2026-05-10");
        await Eventually.TrueAsync(() => gateway.Get<CalibrationBook>().Revision == 2, "the new probe's calibration");

        Assert.Equal(april, Read(gateway, node, April));
        Assert.Equal((30.0, 30), (Math.Round(april.Reading.Value!.Value, 6), april.Reading.DepthCentimeters));
        var june = Read(gateway, node, June).Reading;
        Assert.Equal((10.0, 45), (Math.Round(june.Value!.Value, 6), june.DepthCentimeters));
    }

    [Fact]
    public async Task Temperature_compensation_uses_the_thermometer_at_that_depth()
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        await StoreAsync(gateway, node, April);

        // The thermometer says 12 °C: 8 °C below the reference, 10 raw units each, so 2000 raw count as 2080.
        await CalibrateAsync(gateway, "--point", "3000=10", "1000=50", "--from", "2026-04-01", "--compensation", "10@20");

        await Eventually.TrueAsync(() => Read(gateway, node, April).Reading.CalibrationVersion == 1, "the service sees the calibration");
        Assert.Equal(28.4, Read(gateway, node, April).Reading.Value!.Value, 1e-6);
    }

    private static Task<RunningGateway> StartAsync() => RunningGateway.StartAsync(
        configure: builder => builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(March)));

    private static async Task CalibrateAsync(RunningGateway gateway, params string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] args = ["probe", "calibrate", "1", "--channel", "0", .. more, "--data-directory", gateway.DataDirectory];
        var code = await CommandLine.RunAsync(args, new CommandIo(output, error, TextReader.Null), Cancellation);
        Assert.True(code == ExitCodes.Done, error.ToString());
    }

    private static async Task StoreAsync(RunningGateway gateway, RegisteredNode node, params DateTimeOffset[] instants)
    {
        for (uint counter = 0; counter < instants.Length; counter++)
        {
            var batch = new SampleBatch
            {
                Stream = new StreamKey(node.DeviceId, 1, 0),
                FirstCounter = counter,
                LayoutId = node.Layout.Id,
                BatteryMillivolts = 3700,
                ReceivedUnixMilliseconds = Ms(instants[counter]),
                ProvisionalPeriod = 0,
                AgeSeconds = 1,
                DelayBoundMilliseconds = 10_000,
                NodeSeconds = [counter * 900],
                TimesUnixMilliseconds = [Ms(instants[counter])],
                UncertaintiesMilliseconds = [2000],
                ChannelCount = 2,
                Values = [2000, 12 * 16],
                Faults = [0, 0],
            };
            await gateway.Get<IReadingStore>().AppendAsync(batch, Cancellation);
        }
    }

    private static TimedReading Read(RunningGateway gateway, RegisteredNode node, DateTimeOffset at) =>
        gateway.Get<IJudgedReadings>().Read(node.DeviceId, at, at.AddMinutes(1)).Single(reading => reading.Reading.Channel == 0);

    private static long Ms(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();
}
