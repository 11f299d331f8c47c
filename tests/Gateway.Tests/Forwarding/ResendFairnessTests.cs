using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>A time range that is sent again, beside news and across restarts.</summary>
public class ResendFairnessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_and_what_is_sent_again_take_turns()
    {
        await using var city = new StubbornCity();
        await using var gateway = await RunningGateway.StartAsync(city.AsSink("InFlight=20"));
        await gateway.AddNodeAsync();
        await gateway.StoreAsync(400);
        await gateway.HasAllAsync();

        // Both wait behind a broker that keeps silent, so that neither can be done before the other begins.
        city.OnMessage = (_, _) => Reply.KeepSilent;
        await gateway.Get<Outbox>().OrderResendAsync("stadt", DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), null, Cancellation);
        await Eventually.TrueAsync(() => city.Silent == 10, "half a window of the order");
        await gateway.StoreAsync(100, first: 400);
        await Eventually.TrueAsync(() => city.Silent == 20, "the other half of news");
        city.OnMessage = (_, _) => Reply.Acknowledge;
        city.AcknowledgeAll();
        await gateway.HasAllAsync();
        await Eventually.TrueAsync(() => gateway.Sink().Resends == 0, "the order is done");

        var after = city.Messages.Skip(400).Select(message => message.Sequence).ToList();
        var lastNews = after.FindIndex(sequence => sequence == 499);
        var again = after.Take(lastNews).Count(sequence => sequence < 400);
        Assert.Equal(500, after.Count);
        // While the hundred new ones left, about as many left again.
        Assert.InRange(again, 50, 200);
        Assert.Equal(Enumerable.Range(0, 400).Select(sequence => (long)sequence), after.Where(sequence => sequence < 400));
        Assert.Equal(Enumerable.Range(400, 100).Select(sequence => (long)sequence), after.Where(sequence => sequence >= 400));
    }

    [Fact]
    public async Task After_a_restart_an_order_goes_on_where_it_was()
    {
        const int samples = 1500;
        using var folder = new TestFolder();
        await using var city = new StubbornCity();
        await using (var gateway = await RunningGateway.StartAsync(city.AsSink(), dataDirectory: folder.Path))
        {
            await gateway.AddNodeAsync();
            await gateway.StoreAsync(samples);
            await gateway.HasAllAsync();
            // The broker hears no more than half of the order in this run.
            city.OnMessage = (_, _) => city.Messages.Count < samples + (samples / 2) ? Reply.Acknowledge : Reply.KeepSilent;
            await gateway.Get<Outbox>().OrderResendAsync("stadt", 0, long.MaxValue / 2, null, Cancellation);
            await Eventually.TrueAsync(() => city.Silent > 0, "half of it went");
        }

        var before = city.Messages.Count;
        city.OnMessage = (_, _) => Reply.Acknowledge;
        await using var next = await RunningGateway.StartAsync(city.AsSink(), dataDirectory: folder.Path);
        await Eventually.TrueAsync(() => next.Get<Outbox>().ReadResends("stadt").Count == 0, "the order is done");

        var second = city.Messages.Skip(before).Select(message => message.Sequence).ToList();
        Assert.InRange(second[0], 1, samples / 2);
        Assert.Equal(Enumerable.Range((int)second[0], samples - (int)second[0]).Select(sequence => (long)sequence), second);
        Assert.Equal(samples, city.Messages.Skip(samples).Select(message => message.Sequence).Distinct().Count());
    }

    [Fact]
    public async Task Orders_are_served_one_after_the_other_and_an_empty_one_ends_by_itself()
    {
        await using var city = new StubbornCity();
        await using var gateway = await RunningGateway.StartAsync(city.AsSink());
        await gateway.AddNodeAsync();
        await gateway.StoreAsync(60);
        await gateway.HasAllAsync();
        var outbox = gateway.Get<Outbox>();

        await outbox.OrderResendAsync("stadt", 1000, 2000, null, Cancellation);
        await outbox.OrderResendAsync("stadt", SentSamples.Start + (50 * 900_000), long.MaxValue / 2, null, Cancellation);
        await outbox.OrderResendAsync("stadt", SentSamples.Start, SentSamples.Start + (10 * 900_000), null, Cancellation);
        await outbox.OrderResendAsync("another", SentSamples.Start, SentSamples.Start + 1, null, Cancellation);

        await Eventually.TrueAsync(() => outbox.ReadResends("stadt").Count == 0, "all done");
        Assert.Equal(Enumerable.Range(50, 10).Concat(Enumerable.Range(0, 10)).Select(sequence => (long)sequence), city.Messages.Skip(60).Select(message => message.Sequence));
        Assert.Single(outbox.ReadResends("another"));
    }

    [Fact]
    public async Task What_the_sink_has_not_had_yet_is_not_sent_by_an_order_before_its_turn()
    {
        await using var city = new StubbornCity { ConnectCode = 5 };
        await using var gateway = await RunningGateway.StartAsync(city.AsSink());
        await gateway.AddNodeAsync();
        await gateway.Get<Outbox>().OrderResendAsync("stadt", 0, long.MaxValue / 2, null, Cancellation);
        await gateway.StoreAsync(40);
        await Eventually.TrueAsync(() => gateway.Sink().LastError is not null, "it is away");

        city.ConnectCode = 0;
        await gateway.HasAllAsync();
        await Eventually.TrueAsync(() => gateway.Get<Outbox>().ReadResends("stadt").Count == 0, "the order is done");
        Assert.Equal(Enumerable.Range(0, 40).Select(sequence => (long)sequence), city.Messages.Select(message => message.Sequence).Distinct());
    }
}
