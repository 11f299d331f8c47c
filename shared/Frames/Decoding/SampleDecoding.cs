using System;

namespace Jena.SensorNode.Frames.Decoding;

/// <summary>Reads times and samples (FRAME.md 4.1, 4.2); false is <see cref="FrameError.Malformed"/>.</summary>
internal static class SampleDecoding
{
    internal static bool ReadTimes(ref BitReader reader, DecodedFrame into)
    {
        long interval = reader.ReadPrefixed(6, 10, 17);
        var k = (int)reader.Read(4);
        var seconds = into.SecondsBuffer;
        for (var i = into.SampleCount - 2; i >= 0; i--)
        {
            var step = interval + Unzigzag(reader.ReadRice(k));
            if (step < 0 || step > seconds[i + 1])
                return false;
            seconds[i] = seconds[i + 1] - (uint)step;
        }

        return true;
    }

    internal static bool ReadSamples(ref BitReader reader, DecodedFrame into, bool hasFaults, bool wide)
    {
        var channels = into.ChannelCount;
        Span<ChannelState> states = stackalloc ChannelState[FrameContent.MaximumChannels];
        states.Clear();
        if (into.SampleCount > 1)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                states[channel].HasTrend = reader.ReadBit();
                states[channel].K = (int)reader.Read(3);
            }
        }

        var faults = into.FaultsBuffer.AsSpan(0, into.SampleCount * channels);
        faults.Clear();
        for (var first = 0; first < faults.Length; first += channels)
        {
            if (reader.Overrun)
                return false;
            if (hasFaults && reader.ReadBit() && !ReadFaults(ref reader, faults.Slice(first, channels)))
                return false;
            if (!ReadValues(ref reader, into.ValuesBuffer.AsSpan(first, channels), faults.Slice(first, channels), states, wide))
                return false;
        }

        return true;
    }

    private static bool ReadFaults(ref BitReader reader, scoped Span<byte> faults)
    {
        foreach (ref var fault in faults)
        {
            if (!reader.ReadBit())
                continue;
            fault = (byte)reader.Read(4);
            if (fault == 0)
                return false;
        }

        return true;
    }

    private static bool ReadValues(
        ref BitReader reader, scoped Span<int> values, scoped ReadOnlySpan<byte> faults, scoped Span<ChannelState> states, bool wide)
    {
        for (var channel = 0; channel < values.Length; channel++)
        {
            values[channel] = 0;
            if (faults[channel] != 0)
                continue;
            ref var state = ref states[channel];
            int value;
            if (!state.Known)
            {
                value = wide
                    ? (int)(reader.Read(FrameLimits.WideBits) << (32 - FrameLimits.WideBits)) >> (32 - FrameLimits.WideBits)
                    : (int)reader.Read(FrameLimits.NarrowBits) - FrameLimits.NarrowOffset;
            }
            else
            {
                value = Rice.Predict(state.Previous, state.Change) + Unzigzag(reader.ReadRice(state.K));
                if (value is < FrameLimits.MinimumValue or > FrameLimits.MaximumValue)
                    return false;
                if (state.HasTrend)
                    state.Change = value - state.Previous;
            }

            state.Known = true;
            state.Previous = value;
            values[channel] = value;
        }

        return true;
    }

    private static int Unzigzag(uint value) => (int)(value >> 1) ^ -(int)(value & 1);

    private struct ChannelState
    {
        internal bool Known;
        internal bool HasTrend;
        internal int K;
        internal int Previous;
        internal int Change;
    }
}
