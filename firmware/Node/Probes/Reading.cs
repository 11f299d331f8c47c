using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>What a probe gave for one channel: a raw value, or a fault instead of one.</summary>
    public sealed class Reading
    {
        /// <summary>Raw value in the unit of the channel's kind; with a fault what was measured, or 0.</summary>
        public int Value;

        /// <summary>Why the value is none, or <see cref="ChannelFault.None"/>.</summary>
        public ChannelFault Fault;

        /// <summary>True where every one of many readings was the same, as no live analog signal ever is.</summary>
        public bool IsNoiseFree;

        /// <summary>Sets a good value.</summary>
        public void Set(int value)
        {
            Value = value;
            Fault = ChannelFault.None;
            IsNoiseFree = false;
        }

        /// <summary>Sets a fault.</summary>
        public void Fail(ChannelFault fault)
        {
            Value = 0;
            Fault = fault;
            IsNoiseFree = false;
        }

        /// <summary>Sets a value, or "out of range" where it is outside of what the probe can measure.</summary>
        public void SetWithin(int value, int minimum, int maximum)
        {
            if (value < minimum || value > maximum)
                Fail(ChannelFault.OutOfRange);
            else
                Set(value);
        }
    }
}
