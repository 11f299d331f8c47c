using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Journal
{
    /// <summary>One wake's raw values of all channels, with its identity and time.</summary>
    public sealed class Sample
    {
        /// <summary>Boot counter of the cold start that this sample belongs to.</summary>
        public uint Boot;

        /// <summary>Sample counter, from 0 at each cold start.</summary>
        public uint Counter;

        /// <summary>Node seconds since the cold start.</summary>
        public uint Seconds;

        /// <summary>Probe layout that says what the channels are.</summary>
        public int LayoutId;

        /// <summary>Number of channels, 1..8.</summary>
        public int ChannelCount;

        /// <summary>Raw value of each channel in the unit of its kind; for a faulty channel what was measured, or 0.</summary>
        public int[] Values = new int[FrameContent.MaximumChannels];

        /// <summary>Fault code of each channel, 0 = none.</summary>
        public byte[] Faults = new byte[FrameContent.MaximumChannels];

        /// <summary>Takes everything from another sample.</summary>
        public void CopyFrom(Sample other)
        {
            Boot = other.Boot;
            Counter = other.Counter;
            Seconds = other.Seconds;
            LayoutId = other.LayoutId;
            ChannelCount = other.ChannelCount;
            System.Array.Copy(other.Values, 0, Values, 0, Values.Length);
            System.Array.Copy(other.Faults, 0, Faults, 0, Faults.Length);
        }
    }
}
