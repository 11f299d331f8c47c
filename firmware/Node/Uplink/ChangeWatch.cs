using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Journal;

namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>Send on change: compares a sample with the one that was sent last.</summary>
    public static class ChangeWatch
    {
        private const int Offset = 32768;

        /// <summary>True where a channel moved by at least the threshold, or a fault came or went.</summary>
        public static bool HasChanged(NodeState state, Sample sample, int thresholdRawUnits)
        {
            if (thresholdRawUnits == 0)
                return false;
            if (state.SentChannels != sample.ChannelCount)
                return true;
            for (var channel = 0; channel < sample.ChannelCount; channel++)
            {
                var isFaulty = sample.Faults[channel] != 0;
                if (isFaulty != ((state.SentFaults & (1 << channel)) != 0))
                    return true;
                var difference = sample.Values[channel] - (state.SentValues[channel] - Offset);
                if (!isFaulty && (difference >= thresholdRawUnits || difference <= -thresholdRawUnits))
                    return true;
            }

            return false;
        }

        /// <summary>Notes the newest sample that was acknowledged.</summary>
        public static void Remember(NodeState state, Sample sample)
        {
            state.SentChannels = (byte)sample.ChannelCount;
            state.SentFaults = 0;
            for (var channel = 0; channel < sample.ChannelCount; channel++)
            {
                if (sample.Faults[channel] != 0)
                    state.SentFaults |= (byte)(1 << channel);
                state.SentValues[channel] = (sample.Values[channel] + Offset) & 0xffff;
            }
        }
    }
}
