using CsCheck;

namespace Jena.SensorNode.Frames.Tests.Messages;

public sealed class TimeMessageTests
{
    private const uint Node = 0x2a;

    [Fact]
    public void Any_time_comes_back() => Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.UInt).Sample((unix, boot, counter, node) =>
    {
        var sent = new TimeMessage { UnixSeconds = unix, Boot = boot, SampleCounter = counter };
        var read = TimeMessage.Parse(sent.Write(node, Contents.Key), node, Contents.Key);
        Assert.NotNull(read);
        Assert.Equal((unix, boot, counter), (read.UnixSeconds, read.Boot, read.SampleCounter));
    });

    [Fact]
    public void Every_flipped_bit_truncation_and_lengthening_is_refused()
    {
        var message = new TimeMessage { UnixSeconds = 1_790_000_000, Boot = 3, SampleCounter = 99 }.Write(Node, Contents.Key);
        Assert.NotNull(TimeMessage.Parse(message, Node, Contents.Key));
        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            message[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(TimeMessage.Parse(message, Node, Contents.Key));
            message[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < message.Length; length++)
            Assert.Null(TimeMessage.Parse(message[..length], Node, Contents.Key));
        Assert.Null(TimeMessage.Parse([.. message, 0], Node, Contents.Key));
    }

    [Fact]
    public void Another_nodes_or_another_keys_time_is_refused()
    {
        var message = new TimeMessage { UnixSeconds = 1_790_000_000 }.Write(Node, Contents.Key);
        Assert.Null(TimeMessage.Parse(message, Node + 1, Contents.Key));
        Assert.Null(TimeMessage.Parse(message, Node, Contents.OtherKey));
    }

    [Fact]
    public void A_format_that_is_not_known_is_refused_though_genuine()
    {
        var message = new TimeMessage().Write(Node, Contents.Key);
        message[1] = 2;
        MessageMac.Append(MessageMac.Time, Node, Contents.Key, message, message.Length - MessageMac.Bytes);
        Assert.Null(TimeMessage.Parse(message, Node, Contents.Key));
    }

    [Fact]
    public void Random_bytes_are_refused()
        => Gen.Byte.Array[0, 40].Sample(bytes => Assert.Null(TimeMessage.Parse(bytes, Node, Contents.Key)));
}
