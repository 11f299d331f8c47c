using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Quality;

public sealed class JudgedReadingsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Newest = DateTimeOffset.UtcNow.AddHours(-2);
    private PageHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await PageHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_spike_in_the_store_is_marked_and_its_value_stays()
    {
        var device = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(device, Newest, 40, index => [index == 20 ? 2400 : 3000 + (index % 2), 3000 + (index % 3), 2900, 288, 280, 240]);

        var readings = Read(device, Newest.AddHours(-12), Newest.AddMinutes(1)).Where(reading => reading.Reading.Channel == 0).ToList();

        Assert.Equal(40, readings.Count);
        var spike = Assert.Single(readings, reading => reading.Reading.Flags.HasFlag(QualityFlags.Spike));
        Assert.Equal(Newest.AddMinutes(-15 * 19).ToUnixTimeMilliseconds(), spike.TimeUnixMilliseconds);
        Assert.NotNull(spike.Reading.Value);
    }

    [Fact]
    public async Task The_range_holds_its_begin_and_not_its_end_and_knows_what_was_before()
    {
        var device = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(device, Newest, 110, index => [3000, 3000 + (index % 3), 2900 + (index % 2), 288, 280, 240]);

        var readings = Read(device, Newest.AddMinutes(-15), Newest).Where(reading => reading.Reading.Channel == 0).ToList();

        // One reading in the range, and it is known that the value has not moved for more than a day.
        Assert.True(Assert.Single(readings).Reading.Flags.HasFlag(QualityFlags.Stuck));
    }

    [Fact]
    public async Task A_device_without_samples_has_no_readings() =>
        Assert.Empty(Read(await _host.AddNodeAsync(null), Newest.AddDays(-1), Newest));

    private IReadOnlyList<TimedReading> Read(int device, DateTimeOffset from, DateTimeOffset to) =>
        _host.Services.GetRequiredService<IJudgedReadings>().Read(device, from, to);
}
