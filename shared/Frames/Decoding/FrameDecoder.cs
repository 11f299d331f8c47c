using System;

namespace Jena.SensorNode.Frames.Decoding;

/// <summary>Reads frames (FRAME.md 4). Allocates nothing and never throws on a frame, whatever is in it.</summary>
public static class FrameDecoder
{
    /// <summary>Verifies a frame against a node's key, then decodes it.</summary>
    /// <param name="frame">The frame as received.</param>
    /// <param name="nodeId">The node that the transport or the frame names.</param>
    /// <param name="verifier">Holds that node's key.</param>
    /// <param name="into">Receives the content; empty after an error.</param>
    public static FrameError Decode(ReadOnlySpan<byte> frame, uint nodeId, FrameVerifier verifier, DecodedFrame into)
    {
        if (frame.Length is > MessageMac.Bytes and <= FrameEncoder.MaximumFrameBytes && !verifier.Verify(frame, nodeId))
        {
            into.Clear();
            return FrameError.BadMac;
        }

        var error = Decode(frame, into);
        if (error != FrameError.None)
            return error;
        if (into.CarriesNodeId && into.NodeId != nodeId)
        {
            into.Clear();
            return FrameError.Malformed;
        }

        into.NodeId = nodeId;
        return FrameError.None;
    }

    /// <summary>Decodes without asking whether the frame is genuine: for tools, and to learn the node id that a frame claims.</summary>
    /// <param name="frame">The frame as received.</param>
    /// <param name="into">Receives the content; empty after an error.</param>
    public static FrameError Decode(ReadOnlySpan<byte> frame, DecodedFrame into)
    {
        into.Clear();
        var error = DecodeFields(frame, into);
        if (error != FrameError.None)
            into.Clear();
        return error;
    }

    private static FrameError DecodeFields(ReadOnlySpan<byte> frame, DecodedFrame into)
    {
        if (frame.Length > FrameEncoder.MaximumFrameBytes)
            return FrameError.TooLong;
        if (frame.Length <= MessageMac.Bytes)
            return FrameError.Truncated;
        var reader = new BitReader(frame);
        var error = DecodeBody(ref reader, into);
        // Fields read past the end are zeros, so what they led to is not the frame's fault.
        if (reader.Overrun)
            return FrameError.Truncated;
        if (error != FrameError.None)
            return error;
        var rest = reader.RemainingBits;
        return rest >= 8 || (rest > 0 && reader.Read(rest) != 0) ? FrameError.TrailingData : FrameError.None;
    }

    private static FrameError DecodeBody(ref BitReader reader, DecodedFrame into)
    {
        if (reader.Read(2) != FrameLimits.Version)
            return FrameError.UnsupportedVersion;
        into.CarriesNodeId = reader.ReadBit();
        into.HasHealth = reader.ReadBit();
        var hasFaults = reader.ReadBit();
        var isBatch = reader.ReadBit();
        var wide = reader.ReadBit();
        var layout = reader.Read(5);
        into.LayoutId = (int)(layout == FrameLimits.LongLayout ? layout + reader.Read(8) : layout);
        if (into.CarriesNodeId)
            into.NodeId = reader.Read(32);
        into.Boot = reader.ReadPrefixed(3, 5, 12);
        into.FirstSample = reader.ReadPrefixed(10, 14, 18);
        into.LastSeconds = reader.ReadPrefixed(14, 20, 27);
        into.AgeSeconds = reader.ReadPrefixed(3, 8, 16);
        var battery = (int)reader.Read(12);
        into.BatteryMillivolts = battery == 0 ? 0 : battery + FrameLimits.BatteryBaseMillivolts;
        into.ChannelCount = (int)reader.Read(3) + 1;
        var count = isBatch ? (int)reader.Read(6) : 1;
        if (isBatch && count == 1)
            return FrameError.Malformed;

        into.SampleCount = count;
        if (count > 0)
        {
            into.SecondsBuffer[count - 1] = into.LastSeconds;
            if ((count > 1 && !SampleDecoding.ReadTimes(ref reader, into))
                || !SampleDecoding.ReadSamples(ref reader, into, hasFaults, wide))
                return FrameError.Malformed;
        }

        if (into.HasHealth)
            HealthDecoding.Read(ref reader, into.HealthBuffer);
        return FrameError.None;
    }
}
