namespace Jena.SensorNode.Frames
{
    /// <summary>
    /// What one frame says, before encoding. Sample values lie in flat arrays, index <c>sample × ChannelCount + channel</c>,
    /// so that a caller allocates them once and fills them again for each frame.
    /// </summary>
    public sealed class FrameContent
    {
        /// <summary>Samples that fit into one frame's count field.</summary>
        public const int MaximumSamples = 63;

        /// <summary>Channels that a sample may have.</summary>
        public const int MaximumChannels = 8;

        /// <summary>Largest layout id.</summary>
        public const int MaximumLayoutId = 286;

        /// <summary>Added to an age that is a lower bound: the power was gone since, and nobody counted.</summary>
        public const uint AgeIsAtLeast = 0x80000000;

        /// <summary>Node id; always part of the MAC.</summary>
        public uint NodeId;

        /// <summary>Whether the frame itself names the node (LoRaWAN); over MQTT the topic does.</summary>
        public bool CarriesNodeId;

        /// <summary>Probe-layout id, 0..286.</summary>
        public int LayoutId;

        /// <summary>Boot counter: cold starts of the node.</summary>
        public uint Boot;

        /// <summary>Sample counter of the first sample; the others follow by 1 each, wrapping at 2^32.</summary>
        public uint FirstSample;

        /// <summary>Node seconds of "now", used only where <see cref="SampleCount"/> is 0.</summary>
        public uint LastSeconds;

        /// <summary>Seconds from the last sample to the sending of the frame; with <see cref="AgeIsAtLeast"/> a lower bound.</summary>
        public uint AgeSeconds;

        /// <summary>Battery in mV; 0 = not measured. The frame holds 1001..5095 and clamps others.</summary>
        public int BatteryMillivolts;

        /// <summary>Channels of a sample, 1..8.</summary>
        public int ChannelCount = 1;

        /// <summary>Samples, 0..63.</summary>
        public int SampleCount;

        /// <summary>Node seconds of each sample, oldest first; at least <see cref="SampleCount"/> long.</summary>
        public uint[] Seconds = new uint[0];

        /// <summary>Raw values; 17 bits signed. A value beyond that is sent as <see cref="ChannelFault.OutOfRange"/>.</summary>
        public int[] Values = new int[0];

        /// <summary><see cref="ChannelFault"/> codes, 0..15; where one is not 0 the value is not sent.</summary>
        public byte[] Faults = new byte[0];

        /// <summary>Health block, or null.</summary>
        public HealthReport? Health;

        /// <summary>The fault code that is sent for one entry of the flat arrays.</summary>
        internal int FaultAt(int index)
        {
            var fault = Faults[index];
            if (fault != 0)
                return fault > 15 ? 15 : fault;
            var value = Values[index];
            return value < FrameLimits.MinimumValue || value > FrameLimits.MaximumValue ? (int)ChannelFault.OutOfRange : 0;
        }
    }
}
