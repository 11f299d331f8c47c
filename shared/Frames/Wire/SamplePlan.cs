namespace Jena.SensorNode.Frames
{
    /// <summary>One look over all samples before the header is written: what it must announce, and the Rice parameters.</summary>
    internal sealed class SamplePlan
    {
        /// <summary>Field 4.</summary>
        internal bool HasFaults;

        /// <summary>Field 6.</summary>
        internal bool Wide;

        /// <summary>Rice parameter of each channel.</summary>
        internal readonly byte[] Parameters = new byte[FrameContent.MaximumChannels];

        internal SamplePlan(FrameContent content, uint[] scratch)
        {
            var channels = content.ChannelCount;
            var end = content.SampleCount * channels;
            for (var channel = 0; channel < channels; channel++)
            {
                var differences = 0;
                var found = false;
                var previous = 0;
                for (var i = channel; i < end; i += channels)
                {
                    if (content.FaultAt(i) != 0)
                    {
                        HasFaults = true;
                        continue;
                    }

                    var value = content.Values[i];
                    if (found)
                        scratch[differences++] = Rice.ZigZag(value - previous);
                    else if ((uint)(value + FrameLimits.NarrowOffset) >= 1u << FrameLimits.NarrowBits)
                        Wide = true;
                    found = true;
                    previous = value;
                }

                Parameters[channel] = (byte)Rice.BestParameter(scratch, differences);
            }
        }
    }
}
