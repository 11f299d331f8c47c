using CsCheck;

namespace Jena.SensorNode.Frames.Tests.Messages;

public sealed class SettingsTests
{
    [Fact]
    public void Full_settings_come_back() => AssertSame(SomeSettings.Full, Accepted(SomeSettings.Full.Write(SomeSettings.Node, Contents.Key)));

    [Fact]
    public void A_set_without_entries_is_the_defaults_and_what_was_provisioned()
    {
        var read = Accepted(SomeSettings.Message());
        var expected = new NodeSettings { Version = 7, GatewayHost = "192.168.4.1", Layout = SomeSettings.Layout };
        AssertSame(expected, read);
        Assert.Equal((900u, 21600u, 64, 60, 45, 8), (read.SamplingIntervalSeconds, read.SendingIntervalSeconds,
            read.AdcReadings, read.ProbeSettlingMilliseconds, read.LongestAwakeSeconds, read.FramesPerSession));
        Assert.Equal((3450, 3300, 3100), (read.HalfRateBelowMillivolts, read.EighthRateBelowMillivolts, read.HeartbeatBelowMillivolts));
    }

    [Fact]
    public void The_wifi_password_is_not_readable_in_the_message()
    {
        var message = SomeSettings.Full.Write(SomeSettings.Node, Contents.Key);
        Assert.Equal(-1, message.AsSpan().IndexOf("geheim"u8));
    }

    [Fact]
    public void Writing_leaves_the_settings_as_they_are()
    {
        var settings = SomeSettings.Full;
        Assert.Equal(settings.Write(SomeSettings.Node, Contents.Key), settings.Write(SomeSettings.Node, Contents.Key));
        AssertSame(SomeSettings.Full, settings);
    }

    [Fact]
    public void The_longest_settings_fit_into_a_message()
    {
        var settings = SomeSettings.Full;
        settings.GatewayHost = new string('h', 63);
        settings.WifiName = new string('w', 32);
        settings.WifiPassword = new byte[63];
        var channel = new ProbeChannel { Kind = ChannelKind.SoilTemperature, Wiring = new byte[8] };
        settings.Layout = new ProbeLayout { Channels = [.. Enumerable.Repeat(channel, 8)] };
        var message = settings.Write(SomeSettings.Node, Contents.Key);
        Assert.InRange(message.Length, 300, 349);
        AssertSame(settings, Accepted(message));
    }

    [Fact]
    public void Settings_outside_their_ranges_are_not_written()
    {
        var settings = SomeSettings.Full;
        settings.FramesPerSession = 65;
        Assert.Throws<ArgumentException>(() => settings.Write(SomeSettings.Node, Contents.Key));
        settings = SomeSettings.Full;
        settings.Version = 0;
        Assert.Throws<ArgumentException>(() => settings.Write(SomeSettings.Node, Contents.Key));
    }

    [Fact]
    public void The_version_in_force_again_is_neither_accepted_nor_refused()
    {
        var result = SomeSettings.Parse(SomeSettings.Message(), versionInForce: 7);
        Assert.Null(result.Settings);
        Assert.Equal((SettingsRefusal.None, 7u), (result.RefusedReason, result.Version));
    }

    [Fact]
    public void A_layout_of_any_kind_comes_back() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var layout = new ProbeLayout { Id = random.Next(287), PowerPin = (byte)random.Next(256), Channels = new ProbeChannel[random.Next(1, 9)] };
        for (var i = 0; i < layout.Channels.Length; i++)
        {
            var kind = (ChannelKind)random.Next(1, 7);
            var wiring = new byte[kind switch { ChannelKind.SoilMoistureAdc => 1, ChannelKind.SoilTemperature => 8 * random.Next(2), _ => 2 }];
            random.NextBytes(wiring);
            layout.Channels[i] = new ProbeChannel { Kind = kind, DepthCentimeters = (byte)random.Next(256), Wiring = wiring };
        }

        var data = layout.Write();
        var read = ProbeLayout.Parse(data, 0, data.Length);
        Assert.Equal(data, read!.Write());
        for (var length = 0; length < data.Length; length++)
            Assert.Null(ProbeLayout.Parse(data, 0, length));
    });

    private static NodeSettings Accepted(byte[] message)
    {
        var result = SomeSettings.Parse(message);
        Assert.Equal(SettingsRefusal.None, result.RefusedReason);
        Assert.NotNull(result.Settings);
        return result.Settings;
    }

    private static void AssertSame(NodeSettings expected, NodeSettings actual)
    {
        foreach (var field in typeof(NodeSettings).GetFields().Where(f => !f.IsLiteral && f.FieldType != typeof(ProbeLayout)))
            Assert.Equal(field.GetValue(expected), field.GetValue(actual));
        Assert.Equal(expected.Layout!.Write(), actual.Layout!.Write());
    }
}
