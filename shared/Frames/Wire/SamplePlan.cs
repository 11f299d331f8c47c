namespace Jena.SensorNode.Frames
{
    /// <summary>One look over all samples before the header is written: what it must announce, and how each channel is coded.</summary>
    internal sealed class SamplePlan
    {
        /// <summary>Field 4.</summary>
        internal bool HasFaults;

        /// <summary>Field 6.</summary>
        internal bool Wide;

        /// <summary>Predictor and Rice parameter of each channel, as the four bits that are sent.</summary>
        internal readonly byte[] Modes = new byte[FrameContent.MaximumChannels];

        internal SamplePlan(FrameContent content)
        {
            var channels = content.ChannelCount;
            var end = content.SampleCount * channels;
            var plain = new uint[content.SampleCount];
            var trend = new uint[content.SampleCount];
            for (var channel = 0; channel < channels; channel++)
            {
                var differences = 0;
                var found = false;
                var previous = 0;
                var change = 0;
                for (var i = channel; i < end; i += channels)
                {
                    if (content.FaultAt(i) != 0)
                    {
                        HasFaults = true;
                        continue;
                    }

                    var value = content.Values[i];
                    if (found)
                    {
                        trend[differences] = Rice.ZigZag(value - Rice.Predict(previous, change));
                        change = value - previous;
                        plain[differences++] = Rice.ZigZag(change);
                    }
                    else if ((uint)(value + FrameLimits.NarrowOffset) >= 1u << FrameLimits.NarrowBits)
                    {
                        Wide = true;
                    }

                    found = true;
                    previous = value;
                }

                Modes[channel] = Cheapest(plain, trend, differences);
            }
        }

        private static byte Cheapest(uint[] plain, uint[] trend, int count)
        {
            var plainK = Rice.BestParameter(plain, count, FrameLimits.MaximumChannelParameter);
            var trendK = Rice.BestParameter(trend, count, FrameLimits.MaximumChannelParameter);
            return Rice.Cost(trend, count, trendK) < Rice.Cost(plain, count, plainK)
                ? (byte)(trendK | FrameLimits.TrendBit)
                : (byte)plainK;
        }
    }
}
