using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Broker;

public class FrameRateTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Twice_the_rate_passes_at_once_and_then_one_has_to_wait()
    {
        var bucket = new TokenBucket(10, _time);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(TimeSpan.Zero, bucket.Take()));

        Assert.Equal(100, bucket.Take().TotalMilliseconds, 1e-6);
        Assert.Equal(200, bucket.Take().TotalMilliseconds, 1e-6);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(TimeSpan.Zero, bucket.Take());
    }

    [Fact]
    public void Silence_saves_up_no_more_than_two_seconds()
    {
        var bucket = new TokenBucket(10, _time);
        _time.Advance(TimeSpan.FromDays(365));

        Assert.Equal(20, Enumerable.Range(0, 40).Count(_ => bucket.Take() == TimeSpan.Zero));
    }

    [Fact]
    public async Task Node_that_sends_too_fast_waits_alone_and_loses_nothing()
    {
        await using var gateway = await RunningGateway.StartAsync(
            ["--Gateway:Broker:FramesPerSecond=1"], builder => builder.Services.AddSingleton<TimeProvider>(_time));
        var (fast, slow) = (await gateway.AddNodeAsync(), await gateway.AddNodeAsync());
        await using var fastWire = await TestNode.ConnectAsync(gateway.MqttPort, fast);
        await using var slowWire = await TestNode.ConnectAsync(gateway.MqttPort, slow);
        byte[] Frame(uint counter) => TestFrames.Encode(fast.NodeId, fast.Key, 1, counter, 900 * (counter + 1), layout: fast.Layout.Id);

        await fastWire.PublishAsync(Frame(0));
        await fastWire.PublishAsync(Frame(1));
        var third = fastWire.PublishAsync(Frame(2));
        await slowWire.PublishAsync(TestFrames.Encode(slow.NodeId, slow.Key, 1, 0, 900, layout: slow.Layout.Id));

        Assert.False(third.IsCompleted);
        Assert.Equal(3, gateway.Get<IReadingStore>().LastSequence);
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(500));
                return third.IsCompleted;
            },
            "the third is acknowledged");
        Assert.True((await third).IsSuccess);
        Assert.Equal(4, gateway.Get<IReadingStore>().LastSequence);
    }
}
