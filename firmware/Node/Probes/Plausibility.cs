using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Journal;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>Faults that one channel alone does not show.</summary>
    public static class Plausibility
    {
        /// <summary>Samples in a row that must agree before a noise-free signal counts as stuck.</summary>
        public const int StuckSamples = 8;

        /// <summary>
        /// Marks moisture as frozen where the soil at the same depth has 0 °C or less. Ice has the permittivity of dry soil, so the
        /// probe's number would say "water it" to a tree in frozen, wet ground; what is known there is the temperature, and that
        /// goes out. The raw counts stay in the journal's record.
        /// </summary>
        public static void MarkFrozen(ProbeChannel[] channels, Sample sample)
        {
            for (var i = 0; i < channels.Length; i++)
            {
                if (!IsMoisture(channels[i].Kind) || sample.Faults[i] != 0 || channels[i].DepthCentimeters == ProbeChannel.InAir)
                    continue;
                for (var j = 0; j < channels.Length; j++)
                {
                    if (IsSoilTemperature(channels[j].Kind) && channels[j].DepthCentimeters == channels[i].DepthCentimeters
                        && sample.Faults[j] == 0 && sample.Values[j] <= 0)
                        sample.Faults[i] = (byte)ChannelFault.Frozen;
                }
            }
        }

        /// <summary>
        /// True where an analog channel whose readings had no noise at all is stuck: the samples before it (newest first) show the very
        /// same counts, good or already marked as stuck. Agreement alone proves nothing, wet soil at night is that steady.
        /// </summary>
        public static bool IsStuck(int counts, int channel, Sample[] earlier, int count)
        {
            if (count < StuckSamples - 1)
                return false;
            for (var i = 0; i < StuckSamples - 1; i++)
            {
                var fault = earlier[i].Faults[channel];
                if (earlier[i].Values[channel] != counts || (fault != 0 && fault != (byte)ChannelFault.Stuck))
                    return false;
            }

            return true;
        }

        private static bool IsMoisture(ChannelKind kind) => kind == ChannelKind.SoilMoistureAdc || kind == ChannelKind.SoilMoistureSeesaw;

        private static bool IsSoilTemperature(ChannelKind kind) => kind == ChannelKind.SoilTemperature || kind == ChannelKind.SoilTemperatureSeesaw;
    }
}
