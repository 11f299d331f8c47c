using System.Globalization;
using System.Text;
using Jena.SensorNode.Gateway.Lorawan;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Frames of this project's nodes by way of a network server: held up for hours, or before anybody registered their node.</summary>
public sealed class OwnFramesTests : IAsyncLifetime
{
    private const uint Late = 77;
    private readonly IngestUnderTest _parts = new();
    private UplinkIngest _ingest = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _parts.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await _parts.Parts.Writer.WriteAsync(
            connection =>
            {
                foreach (var migration in LorawanMigrations.All)
                    connection.Run(migration.Up);
            },
            Cancellation);
        var clock = new GatewayClock(_parts.Time, new TestSynchronisation(Synchronisation.Unknown), new TimingOptions { Clock = ClockPolicy.Always }, 0, 1);
        _ingest = new UplinkIngest(_parts.Directory, null!, _parts.Store, _parts.Parts.Writer, _parts.Ingest, clock, new LorawanOptions());
    }

    public async ValueTask DisposeAsync()
    {
        _ingest.Dispose();
        await _parts.DisposeAsync();
    }

    [Fact]
    public async Task A_frame_that_the_network_held_for_hours_is_dated_when_the_network_received_it()
    {
        var at = Now.AddHours(-5);

        Assert.Equal(UplinkOutcome.Stored, await SendAsync(IngestUnderTest.Node, 1, at));

        var sample = Assert.Single(Samples(1));
        Assert.Equal(at.ToUnixTimeMilliseconds(), sample.ReceivedUnixMilliseconds);
        Assert.True(sample.TimeUnixMilliseconds <= at.ToUnixTimeMilliseconds());
        Assert.True(at.ToUnixTimeMilliseconds() - sample.TimeUnixMilliseconds <= sample.UncertaintyMilliseconds);
    }

    [Fact]
    public async Task Frames_held_up_and_delivered_in_any_order_keep_the_distance_of_their_samples()
    {
        uint[] order = [3, 1, 4, 2];
        foreach (var sample in order)
            await SendAsync(IngestUnderTest.Node, sample, Now.AddHours(-10 + sample), seconds: sample * 3600);

        var times = Samples(1).Select(sample => sample.TimeUnixMilliseconds).ToList();
        Assert.Equal(4, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 3_000_000, 4_200_000));
    }

    [Fact]
    public async Task A_radio_gateway_whose_clock_is_behind_does_not_date_a_frame_before_it_was_sent()
    {
        var (wrong, right) = (Now.AddHours(-6), Now.AddSeconds(-2));
        var json = Message(IngestUnderTest.Node, 1, wrong).Replace("\"rssi\":-127", $"\"nsTime\":\"{right:O}\",\"rssi\":-127", StringComparison.Ordinal);

        Assert.Equal(UplinkOutcome.Stored, (await _ingest.AcceptAsync(Encoding.UTF8.GetBytes(json), Cancellation)).Outcome);

        Assert.Equal(right.ToUnixTimeMilliseconds(), Assert.Single(Samples(1)).ReceivedUnixMilliseconds);
    }

    [Fact]
    public async Task A_server_that_is_ahead_dates_nothing_in_the_future()
    {
        Assert.Equal(UplinkOutcome.Stored, await SendAsync(IngestUnderTest.Node, 1, Now.AddHours(3)));
        Assert.Equal(UplinkOutcome.Duplicate, await SendAsync(IngestUnderTest.Node, 1, Now.AddHours(3)));

        Assert.True(Assert.Single(Samples(1)).TimeUnixMilliseconds <= Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_frame_that_came_before_its_node_was_registered_is_a_reading_of_its_own_time_afterwards()
    {
        var (first, second) = (Now.AddHours(-3), Now.AddHours(-2));
        Assert.Equal(UplinkOutcome.KeptRaw, await SendAsync(Late, 1, first, seconds: 900));
        Assert.Equal(UplinkOutcome.KeptRaw, await SendAsync(Late, 2, second, seconds: 4500));
        Assert.Equal(UplinkOutcome.Duplicate, await SendAsync(Late, 1, first, seconds: 900));
        Assert.Equal(0, await _ingest.ReadKeptAsync(_parts.Parts.Database, Cancellation));

        _parts.Time.Advance(TimeSpan.FromDays(2));
        _parts.Directory.Others[Late] = new NodeKeys(9, Late, IngestUnderTest.Key, null, IsRetired: false, Now.ToUnixTimeMilliseconds());

        Assert.Equal(2, await _ingest.ReadKeptAsync(_parts.Parts.Database, Cancellation));
        Assert.Equal(0, await _ingest.ReadKeptAsync(_parts.Parts.Database, Cancellation));
        Assert.Equal(UplinkOutcome.Duplicate, await SendAsync(Late, 2, second, seconds: 4500));
        Assert.Equal([first.ToUnixTimeMilliseconds(), second.ToUnixTimeMilliseconds()], Samples(9).Select(sample => sample.ReceivedUnixMilliseconds));
    }

    [Fact]
    public async Task A_forged_frame_of_an_unregistered_node_never_becomes_a_reading()
    {
        await _ingest.AcceptAsync(Encoding.UTF8.GetBytes(Uplinks.OwnFrame(Late, new byte[32])), Cancellation);
        _parts.Directory.Others[Late] = new NodeKeys(9, Late, IngestUnderTest.Key, null, IsRetired: false);

        Assert.Equal(0, await _ingest.ReadKeptAsync(_parts.Parts.Database, Cancellation));
        Assert.Empty(Samples(9));
        Assert.Equal(UplinkOutcome.Refused, (await _ingest.AcceptAsync(Encoding.UTF8.GetBytes(Uplinks.OwnFrame(Late, new byte[32], sample: 2)), Cancellation)).Outcome);
    }

    private static string Message(uint node, uint sample, DateTimeOffset at, uint seconds = 900) =>
        Uplinks.OwnFrame(node, IngestUnderTest.Key, sample, seconds, at.ToString("O", CultureInfo.InvariantCulture));

    private async Task<UplinkOutcome> SendAsync(uint node, uint sample, DateTimeOffset at, uint seconds = 900) =>
        (await _ingest.AcceptAsync(Encoding.UTF8.GetBytes(Message(node, sample, at, seconds)), Cancellation)).Outcome;

    private List<Sample> Samples(int device) => [.. _parts.Store.Read(device, 0, long.MaxValue)];
}
