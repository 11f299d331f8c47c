using CsCheck;

namespace Jena.SensorNode.Frames.Tests.Messages;

/// <summary>A set is refused as a whole, each time with the reason of FRAME.md 5.2.</summary>
public sealed class SettingsRefusalTests
{
    [Fact]
    public void Every_flipped_bit_and_every_truncation_is_a_bad_mac()
    {
        var message = SomeSettings.Full.Write(SomeSettings.Node, Contents.Key);
        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            message[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(SettingsRefusal.BadMac, message);
            message[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < message.Length; length++)
            AssertRefused(SettingsRefusal.BadMac, message[..length]);
    }

    [Fact]
    public void Settings_of_another_node_are_a_bad_mac()
        => AssertRefused(SettingsRefusal.BadMac, SomeSettings.Full.Write(SomeSettings.Node + 1, Contents.Key));

    [Fact]
    public void A_message_over_512_bytes_is_refused()
        => AssertRefused(SettingsRefusal.BadMac, SomeSettings.Message(Enumerable.Repeat(new byte[] { 100, 98 }.Concat(new byte[98]), 5).SelectMany(e => e).ToArray()));

    [Fact]
    public void An_older_version_is_refused_and_named()
    {
        var result = SomeSettings.Parse(SomeSettings.Message(), versionInForce: 8);
        Assert.Equal((SettingsRefusal.Older, 7u), (result.RefusedReason, result.Version));
    }

    [Theory]
    [InlineData("5301")]
    [InlineData("530200000007")]
    [InlineData("540100000007")]
    [InlineData("530100000000")]
    [InlineData("53010000000701")]
    [InlineData("5301000000070104")]
    [InlineData("53010000000701040000")]
    [InlineData("530100000007010300003c")]
    [InlineData("5301000000070104000002580104000002ff")]
    [InlineData("5301000000070600")]
    [InlineData("53010000000708024142")]
    [InlineData("53010000000709024142")]
    [InlineData("5301000000078000")]
    [InlineData("530100000007ff0101")]
    public void Malformed_sets_are_a_bad_format(string hex)
        => AssertRefused(SettingsRefusal.BadFormat, SomeSettings.Seal(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("010400000009")]
    [InlineData("010400015181")]
    [InlineData("020400000009")]
    [InlineData("020400093a81")]
    [InlineData("0204ffffffff")]
    [InlineData("010400000258020400000257")]
    [InlineData("040405a00000")]
    [InlineData("0404000005a0")]
    [InlineData("05060bb80bb90bb8")]
    [InlineData("05060bb80bb80bb9")]
    [InlineData("0603612062")]
    [InlineData("0603610062")]
    [InlineData("08036100620900")]
    [InlineData("07020000")]
    [InlineData("0c0100")]
    [InlineData("0d021389")]
    [InlineData("0e020009")]
    [InlineData("0e020259")]
    [InlineData("100100")]
    [InlineData("100141")]
    public void Values_outside_their_range_are_named_so(string hex)
    {
        var entries = Convert.FromHexString(hex);
        AssertRefused(SettingsRefusal.OutOfRange, SomeSettings.Message(entries));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00031901")]
    [InlineData("0003190001000104")]
    [InlineData("011f190101000104")]
    [InlineData("0003190107000104")]
    [InlineData("000319010100020104")]
    [InlineData("000319010100010400")]
    [InlineData("0003190102000128")]
    public void A_bad_layout_is_named_so(string hex)
    {
        var layout = Convert.FromHexString(hex);
        AssertRefused(SettingsRefusal.BadLayout, SomeSettings.Message([10, (byte)layout.Length, .. layout]));
    }

    [Fact]
    public void An_unknown_entry_below_128_is_skipped()
    {
        var result = SomeSettings.Parse(SomeSettings.Message(0, 1, 9, 99, 2, 1, 2, 12, 1, 33));
        Assert.Equal(33, result.Settings!.AdcReadings);
    }

    [Fact]
    public void Any_genuine_bytes_are_accepted_or_refused_but_never_throw() => Gen.Byte.Array[0, 120].Sample(body =>
    {
        var result = SomeSettings.Parse(SomeSettings.Message(body));
        Assert.Equal(result.RefusedReason == SettingsRefusal.None, result.Settings is not null);
        Assert.Equal(7u, result.Version);
    }, iter: 20_000);

    [Fact]
    public void Entries_with_any_tag_and_right_lengths_never_throw() =>
        Gen.Select(Gen.Byte[0, 20], Gen.Byte.Array[0, 14]).Array[1, 6].Sample(entries =>
        {
            var bytes = entries.SelectMany(e => new[] { e.Item1, (byte)e.Item2.Length }.Concat(e.Item2)).ToArray();
            var result = SomeSettings.Parse(SomeSettings.Message(bytes));
            if (result.Settings is not null)
                Assert.Equal(SettingsRefusal.None, result.Settings.Check());
        }, iter: 20_000);

    private static void AssertRefused(byte reason, byte[] message)
    {
        var result = SomeSettings.Parse(message);
        Assert.Equal(reason, result.RefusedReason);
        Assert.Null(result.Settings);
    }
}
