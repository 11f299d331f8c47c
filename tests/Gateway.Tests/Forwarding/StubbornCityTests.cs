using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>The whole gateway against a broker that does not do what it should: order, counts, and what the operator hears.</summary>
public class StubbornCityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Late_acknowledgements_in_any_order_cost_neither_order_nor_a_repeat(bool lastFirst)
    {
        await using var city = new StubbornCity { OnMessage = (_, _) => Reply.KeepSilent };
        await using var gateway = await RunningGateway.StartAsync(city.AsSink("InFlight=40"));
        await gateway.StoreAsync(200);

        var most = 0;
        await Eventually.TrueAsync(
            () =>
            {
                most = Math.Max(most, city.Silent);
                city.AcknowledgeAll(lastFirst);
                return gateway.Sink().Lag == 0;
            },
            "the sink has all");

        Assert.Equal(Enumerable.Range(0, 200).Select(counter => (long)counter), city.Messages.Select(message => message.Sequence));
        Assert.InRange(most, 2, 40);
        Assert.Equal(1, city.Connections);
    }

    [Fact]
    public async Task No_more_are_under_way_than_the_setting_says_and_the_cursor_waits_for_the_oldest()
    {
        await using var city = new StubbornCity { OnMessage = (number, _) => number == 0 ? Reply.KeepSilent : Reply.Acknowledge };
        await using var gateway = await RunningGateway.StartAsync(city.AsSink("InFlight=25"));
        await gateway.StoreAsync(100);

        await Eventually.TrueAsync(() => city.Messages.Count == 25, "a window full");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(25, city.Messages.Count);
        Assert.Equal(0, gateway.Sink().Cursor);

        city.AcknowledgeAll();
        await gateway.HasAllAsync();
        Assert.Equal(100, city.Messages.Count);
    }

    [Fact]
    public async Task A_broker_that_never_acknowledges_is_left_and_named_and_gets_the_same_again()
    {
        await using var city = new StubbornCity { OnMessage = (_, _) => Reply.KeepSilent };
        await using var gateway = await RunningGateway.StartAsync(city.AsSink("InFlight=10", "AcknowledgeSeconds=1"));
        await gateway.StoreAsync(30);

        await Eventually.TrueAsync(() => gateway.Sink().LastError is not null, "the error");
        Assert.Contains("has not acknowledged", gateway.Sink().LastError, StringComparison.Ordinal);
        Assert.Equal(30, gateway.Sink().Lag);
        Assert.NotNull(gateway.Sink().BehindSinceUnixMilliseconds);

        city.OnMessage = (_, _) => Reply.Acknowledge;
        await gateway.HasAllAsync();
        SentSamples.AssertWhole(city.Messages, 30);
        Assert.Null(gateway.Sink().LastError);
        Assert.Null(gateway.Sink().BehindSinceUnixMilliseconds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public async Task A_broker_that_hangs_up_again_and_again_gets_all_in_order_and_nothing_that_it_acknowledged_twice(int untilHangUp)
    {
        var hangUps = 0;
        await using var city = new StubbornCity();
        city.OnMessage = (number, _) => number == untilHangUp && Interlocked.Increment(ref hangUps) <= 4 ? Reply.HangUp : Reply.Acknowledge;
        await using var gateway = await RunningGateway.StartAsync(city.AsSink("InFlight=50"));
        await gateway.StoreAsync(300);

        await gateway.HasAllAsync();
        SentSamples.AssertWhole(city.Messages, 300);
        Assert.Equal(5, city.Connections);
        // What came in twice was under way at one of the hang-ups.
        Assert.InRange(city.Messages.Count, 300 + 4, 300 + (4 * 50));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_a_broker_does_everything_arrives_in_order(int seed)
    {
        var random = new Random(seed);
        var misdeeds = 12;
        await using var city = new StubbornCity();
        city.OnMessage = (_, _) =>
        {
            lock (random)
            {
                var dice = misdeeds > 0 ? random.Next(40) : 40;
                misdeeds -= dice < 2 ? 1 : 0;
                return dice == 0 ? Reply.HangUp : dice == 1 ? Reply.KeepSilent : Reply.Acknowledge;
            }
        };
        await using var gateway = await RunningGateway.StartAsync(city.AsSink($"InFlight={1 + random.Next(60)}", "AcknowledgeSeconds=1"));
        await gateway.StoreAsync(250);

        await Eventually.TrueAsync(
            () =>
            {
                if (random.Next(4) == 0)
                    city.AcknowledgeAll(lastFirst: random.Next(2) == 0);
                return gateway.Sink().Lag == 0;
            },
            $"the sink has all (seed {seed})");

        SentSamples.AssertWhole(city.Messages, 250);
    }

    [Fact]
    public async Task A_refused_password_is_told_without_the_password_and_nothing_is_lost()
    {
        await using var city = new StubbornCity { ConnectCode = 5 };
        await using var gateway = await RunningGateway.StartAsync(city.AsSink("User=jena", "Password=geheim-77"));
        await gateway.StoreAsync(20);

        await Eventually.TrueAsync(() => gateway.Sink().LastError is not null, "the error");
        Assert.Contains("'jena'", gateway.Sink().LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim-77", gateway.Sink().LastError, StringComparison.Ordinal);
        Assert.Equal(("jena", "geheim-77"), city.Credentials);
        Assert.Contains("nimmt nichts an", await gateway.PageAsync("/"), StringComparison.Ordinal);
        Assert.Empty(city.Messages);

        city.ConnectCode = 0;
        await gateway.HasAllAsync();
        SentSamples.AssertWhole(city.Messages, 20);
    }

    [Fact]
    public async Task A_message_that_a_broker_cannot_bear_is_tried_alone_and_holds_the_order()
    {
        var limit = 10;
        await using var city = new StubbornCity();
        city.OnMessage = (_, text) => text.Length > limit ? Reply.HangUp : Reply.Acknowledge;
        await using var gateway = await RunningGateway.StartAsync(city.AsSink());
        await gateway.StoreAsync(50);

        await Eventually.TrueAsync(() => city.Connections >= 3, "it is tried again");
        // After the first hang-up only the oldest one is tried, so that it is plain which one it is.
        Assert.All(city.Messages.Where(message => message.Connection > 1), message => Assert.Equal(0, message.Sequence));
        Assert.Equal(50, gateway.Sink().Lag);

        limit = int.MaxValue;
        await gateway.HasAllAsync();
        SentSamples.AssertWhole(city.Messages, 50);
    }

    [Fact]
    public async Task A_stop_waits_for_what_is_under_way_and_the_next_start_repeats_nothing()
    {
        using var folder = new TestFolder();
        await using var city = new StubbornCity();
        for (var run = 0u; run < 3; run++)
        {
            await using var gateway = await RunningGateway.StartAsync(city.AsSink(), dataDirectory: folder.Path);
            await gateway.StoreAsync(40, first: run * 40);
            await Eventually.TrueAsync(() => city.Messages.Count >= (run * 40) + 10, "some are there");
        }

        await using var last = await RunningGateway.StartAsync(city.AsSink(), dataDirectory: folder.Path);
        await last.HasAllAsync();
        Assert.Equal(Enumerable.Range(0, 120).Select(counter => (long)counter), city.Messages.Select(message => message.Sequence));
    }
}
