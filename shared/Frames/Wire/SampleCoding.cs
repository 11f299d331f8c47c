namespace Jena.SensorNode.Frames
{
    /// <summary>Writes times and samples (FRAME.md 4.1, 4.2).</summary>
    internal static class SampleCoding
    {
        /// <summary>Writes the times; false where a step cannot be written (times run backwards, or a step is far from the others).</summary>
        internal static bool WriteTimes(BitWriter writer, FrameContent content)
        {
            var seconds = content.Seconds;
            var steps = content.SampleCount - 1;
            var scratch = new uint[steps];
            var interval = TypicalStep(seconds, steps);
            for (var i = 0; i < steps; i++)
            {
                var newer = seconds[steps - i];
                var older = seconds[steps - i - 1];
                if (older > newer)
                    return false;
                var step = newer - older;
                var difference = step - interval;
                var negative = step < interval;
                if ((negative ? interval - step : difference) > FrameLimits.EscapedLimit / 2)
                    return false;
                // Through long: a cast from uint to int alone is no instruction, and the device would go on shifting it as unsigned.
                scratch[i] = Rice.ZigZag((int)(long)difference);
                if (scratch[i] >= FrameLimits.EscapedLimit)
                    return false;
            }

            var k = Rice.BestParameter(scratch, steps, FrameLimits.MaximumTimeParameter);
            writer.WritePrefixed(interval, 6, 10, 17);
            writer.Write((uint)k, 4);
            for (var i = 0; i < steps; i++)
                writer.WriteRice(scratch[i], k);
            return true;
        }

        /// <summary>Writes the modes of a batch and then all samples, oldest first.</summary>
        internal static void WriteSamples(BitWriter writer, FrameContent content, SamplePlan plan)
        {
            var channels = content.ChannelCount;
            if (content.SampleCount > 1)
            {
                for (var channel = 0; channel < channels; channel++)
                    writer.Write(plan.Modes[channel], 4);
            }

            var previous = new int[channels];
            var changes = new int[channels];
            var known = 0;
            for (var sample = 0; sample < content.SampleCount; sample++)
            {
                var first = sample * channels;
                var faulty = plan.HasFaults && WriteFaults(writer, content, first);
                for (var channel = 0; channel < channels; channel++)
                {
                    if (faulty && content.FaultAt(first + channel) != 0)
                        continue;
                    var value = content.Values[first + channel];
                    if ((known & (1 << channel)) != 0)
                    {
                        var mode = plan.Modes[channel];
                        var prediction = Rice.Predict(previous[channel], changes[channel]);
                        writer.WriteRice(Rice.ZigZag(value - prediction), mode & FrameLimits.MaximumChannelParameter);
                        if ((mode & FrameLimits.TrendBit) != 0)
                            changes[channel] = value - previous[channel];
                    }
                    else if (plan.Wide)
                    {
                        writer.Write((uint)value & ((1u << FrameLimits.WideBits) - 1), FrameLimits.WideBits);
                    }
                    else
                    {
                        writer.Write((uint)(value + FrameLimits.NarrowOffset), FrameLimits.NarrowBits);
                    }

                    known |= 1 << channel;
                    previous[channel] = value;
                }
            }
        }

        private static bool WriteFaults(BitWriter writer, FrameContent content, int first)
        {
            var any = false;
            for (var i = first; i < first + content.ChannelCount; i++)
                any |= content.FaultAt(i) != 0;
            writer.Write(any ? 1u : 0u, 1);
            for (var i = first; any && i < first + content.ChannelCount; i++)
            {
                var fault = content.FaultAt(i);
                if (fault == 0)
                    writer.Write(0, 1);
                else
                    writer.Write(16u | (uint)fault, 5);
            }

            return any;
        }

        // The middle one of the newest, a middle and the oldest step: one gap in the series does not move it.
        private static uint TypicalStep(uint[] seconds, int steps)
        {
            var newest = seconds[steps] - seconds[steps - 1];
            var oldest = seconds[1] - seconds[0];
            var half = steps / 2;
            var middle = seconds[half + 1 > steps ? steps : half + 1] - seconds[half + 1 > steps ? steps - 1 : half];
            var low = newest < oldest ? newest : oldest;
            var high = newest < oldest ? oldest : newest;
            return middle < low ? low : middle > high ? high : middle;
        }
    }
}
