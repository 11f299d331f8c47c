using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Frames.Tests.Vectors;

/// <summary>Frames that must be refused, each with its error. All but those of BadMac have a good MAC for node 0000002a.</summary>
internal static class BadFrames
{
    private const uint Node = 0x2a;

    internal static IEnumerable<(string Name, byte[] Frame, FrameError Error)> All()
    {
        var good = Contents.SixChannels(8).Encode();
        var body = good[..^MessageMac.Bytes];
        yield return ("nothing", [], FrameError.Truncated);
        yield return ("a MAC alone", good[^MessageMac.Bytes..], FrameError.Truncated);
        yield return ("one byte short", Seal(body[..^1]), FrameError.Truncated);
        yield return ("header alone", Seal(body[..3]), FrameError.Truncated);
        yield return ("241 bytes", Seal([.. body, .. new byte[241 - good.Length]]), FrameError.TooLong);
        yield return ("version 0", Seal(WithVersion(body, 0)), FrameError.UnsupportedVersion);
        yield return ("version 3", Seal(WithVersion(body, 3)), FrameError.UnsupportedVersion);
        yield return ("version 2", Seal(WithVersion(body, 2)), FrameError.UnsupportedVersion);
        yield return ("a byte more", Seal([.. body, 0]), FrameError.TrailingData);
        yield return ("a one-bit in the padding", Seal(WithPaddingBit()), FrameError.TrailingData);
        yield return ("a batch of one", Malformed(w => Header(w, batch: true, count: 1)), FrameError.Malformed);
        yield return ("a fault with code 0", Malformed(FaultZero), FrameError.Malformed);
        yield return ("a time before the node's start", Malformed(w => Times(w, lastSeconds: 10, interval: 11, zigzag: 0)), FrameError.Malformed);
        yield return ("times that run backwards", Malformed(w => Times(w, lastSeconds: 10, interval: 2, zigzag: 5)), FrameError.Malformed);
        yield return ("a value above the range", Malformed(ValueOverflow), FrameError.Malformed);
        good[5] ^= 1;
        yield return ("a flipped bit", (byte[])good.Clone(), FrameError.BadMac);
        good[5] ^= 1;
        good[^1] ^= 0x80;
        yield return ("a flipped bit in the MAC", good, FrameError.BadMac);
        var other = Contents.SixChannels(1);
        other.NodeId = Node + 1;
        yield return ("another node's frame", other.Encode(), FrameError.BadMac);
        yield return ("another key", Contents.SixChannels(1).Encode(Contents.OtherKey), FrameError.BadMac);
    }

    private static byte[] Seal(byte[] body)
        => [.. body, .. MessageMac.Compute(MessageMac.Frame, Node, Contents.Key, body, body.Length)];

    private static byte[] WithVersion(byte[] body, int version) => [(byte)((body[0] & 0x3f) | (version << 6)), .. body[1..]];

    private static byte[] WithPaddingBit()
    {
        var buffer = new byte[64];
        var writer = new BitWriter(buffer, 64);
        Header(writer, batch: true, count: 0);
        writer.Write(1, 1);
        return buffer[..writer.Finish()];
    }

    private static byte[] Malformed(Action<BitWriter> write)
    {
        var buffer = new byte[64];
        var writer = new BitWriter(buffer, 64);
        write(writer);
        // Enough zeros behind it that nothing is truncated before the flaw is met.
        return Seal(buffer[..(writer.Finish() + 8)]);
    }

    private static void Header(BitWriter writer, bool batch, uint count, bool faults = false, bool wide = false, uint lastSeconds = 10)
    {
        writer.Write(1, 2);
        writer.Write(0, 2);
        writer.Write(faults ? 1u : 0, 1);
        writer.Write(batch ? 1u : 0, 1);
        writer.Write(wide ? 1u : 0, 1);
        writer.Write(3, 5);
        writer.WritePrefixed(5, 3, 5, 12);
        writer.WritePrefixed(6, 10, 14, 18);
        writer.WritePrefixed(lastSeconds, 14, 20, 27);
        writer.WritePrefixed(1, 3, 8, 16);
        writer.Write(2712, 12);
        writer.Write(0, 3);
        if (batch)
            writer.Write(count, 6);
    }

    private static void FaultZero(BitWriter writer)
    {
        Header(writer, batch: false, count: 1, faults: true);
        writer.Write(0b11_0000, 6);
    }

    private static void Times(BitWriter writer, uint lastSeconds, uint interval, uint zigzag)
    {
        Header(writer, batch: true, count: 2, lastSeconds: lastSeconds);
        writer.WritePrefixed(interval, 6, 10, 17);
        writer.Write(0, 4);
        writer.WriteRice(zigzag, 0);
    }

    private static void ValueOverflow(BitWriter writer)
    {
        Header(writer, batch: true, count: 2, wide: true);
        writer.WritePrefixed(5, 6, 10, 17);
        writer.Write(0, 4);
        writer.WriteRice(0, 0);
        writer.Write(0, 4);
        writer.Write(65535, 17);
        writer.WriteRice(2, 0);
    }
}
