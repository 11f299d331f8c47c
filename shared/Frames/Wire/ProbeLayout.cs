using System;

namespace Jena.SensorNode.Frames
{
    /// <summary>Which probes a node has: the meaning of a frame's channels (FRAME.md 5.4).</summary>
    public sealed class ProbeLayout
    {
        /// <summary><see cref="PowerPin"/> of probes that are always powered.</summary>
        public const byte NoPowerPin = 255;

        private const int HeaderBytes = 4;
        private const int ChannelHeaderBytes = 3;

        /// <summary>Layout id, 0..286.</summary>
        public int Id;

        /// <summary>GPIO that switches the probes' supply, 255 = none.</summary>
        public byte PowerPin = NoPowerPin;

        /// <summary>The channels in the order of a frame's values, 1..8.</summary>
        public ProbeChannel[] Channels = new ProbeChannel[0];

        /// <summary>Reads a layout that fills <paramref name="length"/> bytes exactly; null where it is bad or knows an unknown kind.</summary>
        public static ProbeLayout? Parse(byte[] data, int offset, int length)
        {
            var end = offset + length;
            if (length < HeaderBytes || end > data.Length)
                return null;
            var id = BigEndian.Read16(data, offset);
            var count = data[offset + 3];
            if (id > FrameContent.MaximumLayoutId || count < 1 || count > FrameContent.MaximumChannels)
                return null;

            var layout = new ProbeLayout { Id = id, PowerPin = data[offset + 2], Channels = new ProbeChannel[count] };
            var position = offset + HeaderBytes;
            for (var i = 0; i < count; i++)
            {
                if (position + ChannelHeaderBytes > end)
                    return null;
                var wiring = new byte[data[position + 2]];
                var next = position + ChannelHeaderBytes + wiring.Length;
                if (next > end)
                    return null;
                Array.Copy(data, position + ChannelHeaderBytes, wiring, 0, wiring.Length);
                var channel = new ProbeChannel
                {
                    Kind = (ChannelKind)data[position],
                    DepthCentimeters = data[position + 1],
                    Wiring = wiring,
                };
                if (!channel.IsValid())
                    return null;
                layout.Channels[i] = channel;
                position = next;
            }

            return position == end ? layout : null;
        }

        /// <summary>The layout in the bytes of FRAME.md 5.4.</summary>
        public byte[] Write()
        {
            var length = HeaderBytes;
            foreach (var channel in Channels)
                length += ChannelHeaderBytes + channel.Wiring.Length;
            var data = new byte[length];
            data[0] = (byte)(Id >> 8);
            data[1] = (byte)Id;
            data[2] = PowerPin;
            data[3] = (byte)Channels.Length;
            var position = HeaderBytes;
            foreach (var channel in Channels)
            {
                data[position] = (byte)channel.Kind;
                data[position + 1] = channel.DepthCentimeters;
                data[position + 2] = (byte)channel.Wiring.Length;
                Array.Copy(channel.Wiring, 0, data, position + ChannelHeaderBytes, channel.Wiring.Length);
                position += ChannelHeaderBytes + channel.Wiring.Length;
            }

            return data;
        }
    }
}
