using System.Buffers.Binary;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Uplinks that came while a clock that ran ahead was believed: once it is right, so are they, whenever they are read.</summary>
public sealed class UplinksAheadTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(400);

    public static TheoryData<bool, bool, bool> Ways
    {
        get
        {
            var ways = new TheoryData<bool, bool, bool>();
            for (var way = 0; way < 8; way++)
                ways.Add((way & 1) != 0, (way & 2) != 0, (way & 4) != 0);
            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Each_has_its_right_time_within_what_it_states(bool isReadAtOnce, bool statesTime, bool isPutRightByStart)
    {
        await using var world = await UplinkClock.StartAsync();
        if (isReadAtOnce)
            world.EnterModel();
        var truth = new List<DateTimeOffset>();
        async Task SendAsync()
        {
            Assert.Equal(isReadAtOnce ? UplinkOutcome.Stored : UplinkOutcome.KeptRaw, await world.SendAsync(truth.Count, statesTime));
            truth.Add(world.Truth);
            await world.PassAsync(TimeSpan.FromHours(1));
        }

        await SendAsync();
        await world.RestartAsync(Ahead, Synchronisation.Unknown);
        Assert.True(world.Believes);
        await SendAsync();
        await SendAsync();
        if (isPutRightByStart)
            await world.RestartAsync(TimeSpan.Zero, Synchronisation.Synchronised);
        else
            await world.SetClockAsync();
        await world.ReadKeptAsync();
        Assert.InRange(world.LastArrival(), truth[0], world.Truth);
        await SendAsync();

        // The model is entered a month later.
        await world.PassAsync(TimeSpan.FromDays(isReadAtOnce ? 0 : 30));
        world.EnterModel();
        Assert.Equal(isReadAtOnce ? 0 : 4, await world.ReadKeptAsync());

        var samples = world.Samples();
        Assert.Equal(truth.Count, samples.Count);
        Assert.All(samples.Zip(truth), pair =>
        {
            var (sample, time) = (pair.First, pair.Second.ToUnixTimeMilliseconds());
            Assert.InRange(sample.TimeUnixMilliseconds - time, -sample.UncertaintyMilliseconds - 1, sample.UncertaintyMilliseconds + 1);
            Assert.InRange(sample.UncertaintyMilliseconds, 0, statesTime ? UplinkTime.OfArrivalMilliseconds : isPutRightByStart ? 7_200_000 : UplinkTime.OfArrivalMilliseconds);
            Assert.True(sample.ReceivedUnixMilliseconds >= sample.TimeUnixMilliseconds && sample.ReceivedUnixMilliseconds <= world.Truth.ToUnixTimeMilliseconds());
        });
        for (var index = 0; index < truth.Count; index++)
            Assert.Equal(UplinkOutcome.Duplicate, await world.ResendAsync(index));
        Assert.Equal(truth.Count, world.Samples().Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_that_a_device_kept_has_the_devices_time_whatever_the_gateways_clock_said(bool isPutRightByStart)
    {
        await using var world = await UplinkClock.StartAsync();
        world.EnterModel();
        await world.RestartAsync(Ahead, Synchronisation.Unknown);
        var taken = world.Truth.AddHours(-2).ToUnixTimeSeconds();
        byte[] record = [0x20, 0xCE, 0, 0, 0, 0, 0xF0, 0x00, 0xD7, 0x00, 0x29, 0x09];
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(2), (uint)taken);

        Assert.Equal(UplinkOutcome.Stored, await world.SendAsync(1, statesTime: false, Convert.ToBase64String(record), "EM500-SMTC", 85));
        await world.PassAsync(TimeSpan.FromHours(1));
        await (isPutRightByStart ? world.RestartAsync(TimeSpan.Zero, Synchronisation.Synchronised) : world.SetClockAsync());

        var sample = Assert.Single(world.Samples());
        Assert.Equal(taken * 1000, sample.TimeUnixMilliseconds);
        Assert.InRange(sample.ReceivedUnixMilliseconds, sample.TimeUnixMilliseconds, world.Truth.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_clock_that_is_put_right_has_kept_messages_put_right_without_anybody_asking()
    {
        await using var world = await UplinkClock.StartAsync();
        await world.SendAsync(1, statesTime: false);
        await world.RestartAsync(Ahead, Synchronisation.Unknown);
        await world.SendAsync(2, statesTime: false);
        world.EnterModel();
        using var reader = await world.StartReaderAsync();
        await Eventually.TrueAsync(() => world.Samples().Count == 2, "the first look at the start");

        await world.SetClockAsync();

        await Eventually.TrueAsync(() => world.LastArrival() <= world.Truth, "the look that the clock calls for");
        await reader.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Where_nobody_vouches_for_the_clock_a_message_of_later_than_now_waits()
    {
        await using var world = await UplinkClock.StartAsync(ClockPolicy.Always);
        await world.RestartAsync(TimeSpan.FromDays(2), Synchronisation.Unknown);
        Assert.Equal(UplinkOutcome.KeptRaw, await world.SendAsync(1, statesTime: false));
        await world.RestartAsync(TimeSpan.Zero, Synchronisation.Unknown);
        world.EnterModel();

        Assert.Equal(0, await world.ReadKeptAsync());
        Assert.Equal(UplinkOutcome.Duplicate, await world.ResendAsync(0));
        Assert.Empty(world.Samples());

        await world.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal(1, await world.ReadKeptAsync());
    }
}
