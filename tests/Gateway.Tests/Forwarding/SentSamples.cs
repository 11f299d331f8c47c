using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>What tests of the way out share: samples of one device with rising counters, and what must hold of them at the city.</summary>
internal static class SentSamples
{
    private const int PerBatch = 50;

    /// <summary>A time two weeks back, so that thousands of samples fit before now.</summary>
    public static readonly long Start = DateTimeOffset.UtcNow.AddDays(-40).ToUnixTimeMilliseconds();

    /// <summary>Stores samples <c>first</c> to <c>first + count - 1</c> of a device.</summary>
    public static async Task StoreAsync(this RunningGateway gateway, int count, uint first = 0, int device = 1)
    {
        for (var stored = 0; stored < count; stored += PerBatch)
        {
            var batch = TestBatches.Make(device: device, first: first + (uint)stored, count: Math.Min(PerBatch, count - stored), start: Start, channels: 2);
            await gateway.Get<IReadingStore>().AppendAsync(batch, TestContext.Current.CancellationToken);
        }
    }

    public static SinkState Sink(this RunningGateway gateway) => gateway.Get<ForwardingService>().States[0];

    public static Task HasAllAsync(this RunningGateway gateway) => Eventually.TrueAsync(() => gateway.Sink().Lag == 0, "the sink has all");

    /// <summary>Each of the first samples came, first arrivals in order; what came again came word for word, and not after it was acknowledged.</summary>
    public static void AssertWhole(IReadOnlyList<TakenMessage> messages, int count)
    {
        Assert.Equal(Enumerable.Range(0, count).Select(counter => (long)counter), messages.Select(message => message.Sequence).Distinct());
        foreach (var same in messages.GroupBy(message => message.Sequence).Where(group => group.Count() > 1))
        {
            Assert.Single(same.Select(message => message.Text).Distinct());
            Assert.Single(same.Select(message => message.Topic).Distinct());
        }
    }
}
