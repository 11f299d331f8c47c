using System.Security.Cryptography;
using System.Text;

namespace Jena.SensorNode.Frames.Tests.Messages;

public sealed class MessageMacTests
{
    [Fact]
    public void The_mac_is_the_start_of_hmac_sha256_over_label_node_and_message()
    {
        byte[] input = [0x55, 0x01, 0x02, 0x03, 0x04, 0xaa, 0xbb];
        var expected = HMACSHA256.HashData(Contents.Key, input)[..8];
        Assert.Equal(expected, MessageMac.Compute(MessageMac.Frame, 0x01020304, Contents.Key, [0xaa, 0xbb, 0xcc], 2));
    }

    [Fact]
    public void Only_the_whole_genuine_message_verifies()
    {
        var message = new byte[20];
        var length = MessageMac.Append(MessageMac.Settings, 7, Contents.Key, message, 12);
        Assert.Equal(20, length);
        Assert.True(MessageMac.Verify(MessageMac.Settings, 7, Contents.Key, message, length));
        Assert.False(MessageMac.Verify(MessageMac.Time, 7, Contents.Key, message, length));
        Assert.False(MessageMac.Verify(MessageMac.Settings, 8, Contents.Key, message, length));
        Assert.False(MessageMac.Verify(MessageMac.Settings, 7, Contents.OtherKey, message, length));
        Assert.False(MessageMac.Verify(MessageMac.Settings, 7, Contents.Key, message, length - 1));
        Assert.False(MessageMac.Verify(MessageMac.Settings, 7, Contents.Key, message, 3));
    }

    [Fact]
    public void The_mqtt_password_is_32_hex_digits_of_the_key()
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Contents.Key, "mqtt-password"u8)[..16]);
        Assert.Equal(expected, NodeSecrets.MqttPassword(Contents.Key));
    }

    [Fact]
    public void The_wifi_key_stream_follows_the_specification_over_two_blocks_and_undoes_itself()
    {
        var data = new byte[63];
        NodeSecrets.ApplyWifiKeyStream(Contents.Key, 0x2a, 9, data);
        byte[] start = [(byte)'W', 0, 0, 0, 0x2a, 0, 0, 0, 9];
        byte[] expected =
        [
            .. HMACSHA256.HashData(Contents.Key, (byte[])[.. start, 0]),
            .. HMACSHA256.HashData(Contents.Key, (byte[])[.. start, 1]),
        ];
        Assert.Equal(expected[..63], data);
        NodeSecrets.ApplyWifiKeyStream(Contents.Key, 0x2a, 9, data);
        Assert.Equal(new byte[63], data);
    }

    [Fact]
    public void Topics_name_the_node_by_eight_lower_case_hex_digits()
    {
        Assert.Equal("jsn/0000002a/up", Topics.Up(42));
        Assert.Equal("jsn/deadbeef/set", Topics.Settings(0xdeadbeef));
        Assert.Equal("jsn/0000002a/time", Topics.Time(42));
    }

    [Fact]
    public void Crc_is_that_of_ieee()
    {
        Assert.Equal(0xcbf43926u, Crc32.Compute(Encoding.ASCII.GetBytes("123456789"), 0, 9));
        Assert.Equal(0u, Crc32.Compute([], 0, 0));
        Assert.Equal(Crc32.Compute([2, 3], 0, 2), Crc32.Compute([1, 2, 3, 4], 1, 2));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("0g", false)]
    [InlineData("0Af9", true)]
    [InlineData("", true)]
    public void Hex_is_read_or_refused(string text, bool digits)
    {
        var expected = digits && text.Length % 2 == 0 ? Convert.FromHexString(text) : null;
        Assert.Equal(expected, Hex.Parse(text));
    }
}
