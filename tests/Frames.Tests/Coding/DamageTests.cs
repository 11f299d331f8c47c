using CsCheck;
using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Frames.Tests.Coding;

/// <summary>What is not a whole genuine frame gives a named error, no reading, and no exception.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly FrameVerifier _verifier = new(Contents.Key);

    public void Dispose() => _verifier.Dispose();

    [Fact]
    public void Every_flipped_bit_is_refused() => Contents.AnyThatFits.Sample(content =>
    {
        var frame = content.Encode();
        using var verifier = new FrameVerifier(Contents.Key);
        for (var bit = 0; bit < frame.Length * 8; bit++)
        {
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(FrameError.BadMac, frame, content.NodeId, verifier);
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }, iter: 40);

    [Fact]
    public void Every_truncation_is_refused() => Contents.AnyThatFits.Sample(content =>
    {
        var frame = content.Encode();
        using var verifier = new FrameVerifier(Contents.Key);
        for (var length = 0; length < frame.Length; length++)
        {
            var expected = length <= MessageMac.Bytes ? FrameError.Truncated : FrameError.BadMac;
            AssertRefused(expected, frame.AsSpan(0, length), content.NodeId, verifier);
        }
    }, iter: 40);

    [Fact]
    public void A_body_cut_anywhere_is_truncated_even_under_a_good_mac() => Contents.AnyThatFits.Sample(content =>
    {
        var frame = content.Encode();
        using var verifier = new FrameVerifier(Contents.Key);
        for (var body = 0; body < frame.Length - MessageMac.Bytes; body++)
            AssertRefused(FrameError.Truncated, Seal(frame[..body], content.NodeId), content.NodeId, verifier);
    }, iter: 100);

    [Fact]
    public void A_byte_more_is_trailing_data_even_under_a_good_mac() => Gen.Select(Contents.AnyThatFits, Gen.Byte).Sample((content, more) =>
    {
        var frame = content.Encode();
        if (frame.Length == FrameEncoder.MaximumFrameBytes)
            return;
        using var verifier = new FrameVerifier(Contents.Key);
        byte[] longer = [.. frame[..^MessageMac.Bytes], more];
        AssertRefused(FrameError.TrailingData, Seal(longer, content.NodeId), content.NodeId, verifier);
    });

    [Fact]
    public void Bytes_of_any_kind_under_a_good_mac_never_throw_and_give_a_reading_only_when_whole() =>
        Gen.Byte.Array[0, 240].Sample(body =>
        {
            if (body.Length > 0)
                body[0] = (byte)((body[0] & 0x3f) | 0x40);
            AssertConsistent(Seal(body, 7));
        }, iter: 20_000);

    [Fact]
    public void A_frame_with_some_bits_changed_under_a_good_mac_never_throws() =>
        Gen.Select(Contents.AnyThatFits, Gen.Int[0, 1920].Array[1, 4]).Sample((content, bits) =>
        {
            var body = content.Encode()[..^MessageMac.Bytes];
            foreach (var bit in bits)
                body[bit / 8 % body.Length] ^= (byte)(1 << (bit % 8));
            AssertConsistent(Seal(body, content.NodeId));
        }, iter: 5_000);

    [Fact]
    public void Random_bytes_are_refused() => Gen.Byte.Array[9, 240].Sample(bytes =>
    {
        using var verifier = new FrameVerifier(Contents.Key);
        AssertRefused(FrameError.BadMac, bytes, 7, verifier);
    });

    [Theory]
    [InlineData(241)]
    [InlineData(1000)]
    [InlineData(70_000)]
    public void What_is_too_long_is_refused(int length)
        => AssertRefused(FrameError.TooLong, new byte[length], 0x2a, _verifier);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_foreign_version_is_named(int version)
    {
        var body = Contents.SixChannels(1).Encode()[..^MessageMac.Bytes];
        body[0] = (byte)((body[0] & 0x3f) | (version << 6));
        AssertRefused(FrameError.UnsupportedVersion, Seal(body, 0x2a), 0x2a, _verifier);
    }

    [Fact]
    public void Another_nodes_frame_is_refused()
        => AssertRefused(FrameError.BadMac, Contents.SixChannels(1).Encode(), 0x2b, _verifier);

    [Fact]
    public void A_frame_under_another_key_is_refused()
        => AssertRefused(FrameError.BadMac, Contents.SixChannels(1).Encode(Contents.OtherKey), 0x2a, _verifier);

    [Fact]
    public void A_frame_that_names_another_node_than_its_mac_is_malformed()
    {
        var content = Contents.SixChannels(1);
        content.CarriesNodeId = true;
        var body = content.Encode()[..^MessageMac.Bytes];
        AssertRefused(FrameError.Malformed, Seal(body, 0x2b), 0x2b, _verifier);
    }

    [Fact]
    public void A_message_of_another_kind_is_no_frame()
    {
        var body = Contents.SixChannels(1).Encode()[..^MessageMac.Bytes];
        byte[] sealedAsTime = [.. body, .. MessageMac.Compute(MessageMac.Time, 0x2a, Contents.Key, body, body.Length)];
        AssertRefused(FrameError.BadMac, sealedAsTime, 0x2a, _verifier);
    }

    private static void AssertRefused(FrameError expected, ReadOnlySpan<byte> frame, uint nodeId, FrameVerifier verifier)
    {
        var read = new DecodedFrame();
        Assert.Equal(FrameError.None, FrameDecoder.Decode(Contents.SixChannels(3).Encode(), read));
        Assert.Equal(expected, FrameDecoder.Decode(frame, nodeId, verifier, read));
        AssertEmpty(read);
    }

    private static void AssertConsistent(byte[] frame)
    {
        var read = new DecodedFrame();
        var error = FrameDecoder.Decode(frame, read);
        Assert.True(Enum.IsDefined(error));
        if (error != FrameError.None)
        {
            AssertEmpty(read);
            return;
        }

        foreach (var value in read.Values)
            Assert.InRange(value, -65536, 65535);
        for (var i = 1; i < read.SampleCount; i++)
            Assert.True(read.Seconds[i] >= read.Seconds[i - 1]);
    }

    private static void AssertEmpty(DecodedFrame read)
    {
        Assert.Equal(0, read.SampleCount);
        Assert.True(read.Values.IsEmpty && read.Seconds.IsEmpty && read.Faults.IsEmpty);
        Assert.Null(read.Health);
        Assert.Equal(0, read.BatteryMillivolts);
    }

    private static byte[] Seal(byte[] body, uint nodeId)
        => [.. body, .. MessageMac.Compute(MessageMac.Frame, nodeId, Contents.Key, body, body.Length)];
}
