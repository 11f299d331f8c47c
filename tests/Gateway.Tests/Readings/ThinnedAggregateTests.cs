using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Aggregates;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.SoilWater;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Readings;

public sealed class ThinnedAggregateTests : IAsyncDisposable
{
    private const long Midnight = TestBatches.Start / BlockId.DayMilliseconds * BlockId.DayMilliseconds;

    private readonly StoreUnderTest _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Hours_of_a_thinned_day_are_what_they_were_and_late_arrivals_still_count()
    {
        for (uint counter = 0; counter < 96; counter++)
        {
            if (counter is < 41 or > 42)
                await AppendAsync(counter);
        }

        await _store.Settler.SettleAsync(Cancellation);
        var before = Hours();
        Assert.Equal(0.5, before[10].Completeness);

        await _store.Retention().ThinAsync(BlockId.DayOf(Midnight), long.MaxValue, Cancellation);
        Assert.Equivalent(before, Hours(), strict: true);

        await AppendAsync(41);
        await AppendAsync(42);
        Assert.Equal((4, 1.0), (Hours()[10].Count, Hours()[10].Completeness));
        Assert.Equal(before[11], Hours()[11]);
    }

    private Task<int> AppendAsync(uint counter) => _store.Store.AppendAsync(TestBatches.Make(first: counter, channels: 1, start: Midnight), Cancellation);

    private List<Aggregate> Hours()
    {
        var (source, start) = (new Plain(_store.Store), DateTimeOffset.FromUnixTimeMilliseconds(Midnight));
        return new DerivedAggregates(source, new ThinnedReadings(_store.Store, new OneDevice(), source), new GatewayTime(new FakeTimeProvider(start.AddDays(30)))).Hours(1, start, start.AddDays(1))
            .Select(hour => hour with { Mean = Math.Round(hour.Mean!.Value, 9) }).ToList();
    }

    private sealed class Plain(SqliteReadingStore store) : IJudgedReadings, ISampleInterpreter
    {
        public IReadOnlyList<TimedReading> Read(int deviceId, DateTimeOffset from, DateTimeOffset to) =>
            [.. store.Read(deviceId, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds()).SelectMany(sample =>
                Interpret(sample, OneDevice.Description).Select(reading => new TimedReading(sample.TimeUnixMilliseconds, reading) { Sequence = sample.Sequence }))];

        public IReadOnlyList<Reading> Interpret(Sample sample, DeviceDescription device) =>
            [.. sample.Values.Select((value, channel) => new Reading(
                channel, ChannelKind.SoilMoistureAdc, Quantity.SoilMoisture, 30, sample.Faults[channel] == 0 ? value / 2.0 : null, "%", (ChannelFault)sample.Faults[channel], QualityFlags.None, 0))];
    }
}
