using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.Contract;

/// <summary>A12.7: M2Mqtt's queueing, acknowledgement, repetition and closing, over a real TCP connection.</summary>
public class MqttTests
{
    private const string PublishOne = "c.Publish(\"t\", new byte[] { 1, 2, 3 }, null, null, MqttQoSLevel.AtLeastOnce, false);";
    private const string Later = "Thread.Sleep(6000); SleepFor(60);";

    [Fact]
    public async Task A_message_is_published_and_its_acknowledgement_raised()
    {
        await using var broker = await TestBroker.StartAsync("secret");
        var device = OnlineDevice.Make(PublishOne + Later, broker.Port);

        var report = device.RunOneWake()!;

        Assert.Equal(["connect 0", "published 1 True"], report.Log);
        Assert.Equal([1, 2, 3], Assert.Single(broker.Received).Payload);
        Assert.Equal(0, report.RepliesGivenUp);
    }

    [Fact]
    public async Task Identifiers_begin_at_one_in_every_wake()
    {
        await using var broker = await TestBroker.StartAsync();
        var device = OnlineDevice.Make("Say(\"id \" + c.Publish(\"t\", new byte[1])); Thread.Sleep(500); SleepFor(60);", broker.Port);

        device.RunOneWake();

        Assert.Contains("id 1", device.RunOneWake()!.Log);
    }

    [Fact]
    public async Task A_message_at_most_once_is_lost_when_the_client_disconnects_at_once()
    {
        await using var broker = await TestBroker.StartAsync();
        var device = OnlineDevice.Make("c.Publish(\"t\", new byte[1]); c.Disconnect(); c.Close(); SleepFor(60);", broker.Port);

        device.RunOneWake();

        Assert.Empty(broker.Received);
    }

    [Fact]
    public async Task A_lost_acknowledgement_is_repeated_three_times_a_second_apart_and_then_given_up()
    {
        await using var broker = await TestBroker.StartAsync();
        var device = OnlineDevice.Make(PublishOne + Later, broker.Port);
        device.Link.Acknowledgements = _ => AcknowledgementFate.Lost;

        var report = device.RunOneWake()!;

        Assert.Equal(["connect 0", "published 1 False"], report.Log);
        Assert.Equal([false, true, true], broker.Received.Select(message => message.Duplicate));
    }

    [Fact]
    public async Task A_late_acknowledgement_finds_the_message_given_up()
    {
        await using var broker = await TestBroker.StartAsync();
        var device = OnlineDevice.Make(PublishOne + Later, broker.Port);
        device.Link.Acknowledgements = _ => AcknowledgementFate.Late;

        Assert.Equal(["connect 0", "published 1 False"], device.RunOneWake()!.Log);
    }

    [Fact]
    public async Task An_acknowledgement_that_comes_twice_is_raised_once()
    {
        await using var broker = await TestBroker.StartAsync();
        var device = OnlineDevice.Make(PublishOne + Later, broker.Port);
        device.Link.Acknowledgements = _ => AcknowledgementFate.Twice;

        Assert.Equal(["connect 0", "published 1 True"], device.RunOneWake()!.Log);
        Assert.Single(broker.Received);
    }

    [Fact]
    public async Task A_message_lost_on_the_way_is_repeated()
    {
        await using var broker = await TestBroker.StartAsync();
        var device = OnlineDevice.Make(PublishOne + Later, broker.Port);
        var first = true;
        device.Link.Acknowledgements = _ =>
        {
            var fate = first ? AcknowledgementFate.MessageLost : AcknowledgementFate.Arrives;
            first = false;
            return fate;
        };

        Assert.Equal(["connect 0", "published 1 True"], device.RunOneWake()!.Log);
        Assert.True(Assert.Single(broker.Received).Duplicate);
    }

    [Fact]
    public async Task The_acknowledgement_may_be_raised_before_publishing_returns()
    {
        await using var broker = await TestBroker.StartAsync();
        var orders = new HashSet<bool>();
        for (var seed = 1; seed <= 30 && orders.Count < 2; seed++)
        {
            var device = OnlineDevice.Make(PublishOne + "Say(\"returned\");" + Later, broker.Port, new DeviceOptions { Seed = seed });
            var log = device.RunOneWake()!.Log.ToList();
            orders.Add(log.IndexOf("returned") < log.IndexOf("published 1 True"));
        }

        Assert.Equal(2, orders.Count);
    }

    [Fact]
    public async Task A_retained_message_arrives_after_subscribing_and_an_answer_after_publishing()
    {
        await using var broker = await TestBroker.StartAsync();
        await broker.RetainAsync("set", new byte[7]);
        broker.Reply = (_, _) => ("time", new byte[9]);
        var device = OnlineDevice.Make("c.Subscribe(new[] { \"set\", \"time\" }, new[] { MqttQoSLevel.AtLeastOnce, MqttQoSLevel.AtMostOnce });" + PublishOne + "Thread.Sleep(1500); SleepFor(60);", broker.Port);

        var log = device.RunOneWake()!.Log;

        Assert.Contains("subscribed 1", log);
        Assert.Contains("received set 7", log);
        Assert.Contains("received time 9", log);
    }

    [Fact]
    public async Task A_refused_password_shows_in_the_return_code()
    {
        await using var broker = await TestBroker.StartAsync("another");
        var device = OnlineDevice.Make("SleepFor(60);", broker.Port);

        Assert.Equal(["connect 4"], device.RunOneWake()!.Log);
    }

    [Theory]
    [InlineData(GatewayPresence.Refuses, 0, 1)]
    [InlineData(GatewayPresence.Silent, 31, 32)]
    public void No_gateway_throws_after_the_time_that_it_takes(GatewayPresence presence, int atLeastSeconds, int atMostSeconds)
    {
        var device = OnlineDevice.Make("SleepFor(60);", 1);
        device.Link.Presence = OnlineDevice.Always(presence);

        var report = device.RunOneWake()!;

        Assert.Equal(["MqttConnectionException"], report.Log);
        Assert.InRange((report.AwakeTime - report.AddressAfter!.Value).TotalSeconds, atLeastSeconds, atMostSeconds);
    }

    [Fact]
    public void A_broker_that_accepts_and_says_nothing_costs_thirty_seconds()
    {
        var device = OnlineDevice.Make("SleepFor(60);", 1);
        device.Link.Presence = OnlineDevice.Always(GatewayPresence.Mute);

        var report = device.RunOneWake()!;

        Assert.Equal(["MqttCommunicationException"], report.Log);
        Assert.InRange((report.AwakeTime - report.AddressAfter!.Value).TotalSeconds, 30, 31);
    }

    [Fact]
    public void A_native_call_that_never_returns_blocks_every_thread_and_hangs_the_node()
    {
        var device = OnlineDevice.Make("SleepFor(60);", 1);
        device.Link.Presence = OnlineDevice.Always(GatewayPresence.Freezes);

        Assert.Equal(WakeOutcome.Hung, device.RunOneWake()!.Outcome);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_is_told_and_swallows_what_follows()
    {
        await using var broker = await TestBroker.StartAsync();
        var device = OnlineDevice.Make(PublishOne + "Thread.Sleep(500); " + PublishOne + Later, broker.Port);
        device.Link.CutAfterSentBytes = 42;

        var report = device.RunOneWake()!;

        Assert.Contains("closed", report.Log);
        Assert.DoesNotContain("published 2 True", report.Log);
    }

    [Fact]
    public void Looking_up_a_name_without_a_network_throws_in_the_constructor()
    {
        var report = DevicePrograms.Run("try { new MqttClient(\"gateway.jena.de\"); } catch (Exception e) { Say(e.Message); } new MqttClient(\"192.168.4.1\"); SleepFor(1);");

        Assert.Equal(["no network"], report.Log);
    }

    [Fact]
    public async Task Closing_takes_at_least_200_ms()
    {
        await using var broker = await TestBroker.StartAsync();
        var device = OnlineDevice.Make("long t = System.Environment.TickCount64; c.Disconnect(); c.Close(); Say(System.Environment.TickCount64 - t >= 200 ? \"slow\" : \"fast\"); SleepFor(60);", broker.Port);

        Assert.Equal(["connect 0", "slow"], device.RunOneWake()!.Log);
    }
}
