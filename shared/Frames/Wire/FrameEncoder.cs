namespace Jena.SensorNode.Frames
{
    /// <summary>Turns content into an authenticated frame (FRAME.md 4).</summary>
    public static class FrameEncoder
    {
        /// <summary>Longest frame in bytes, MAC included.</summary>
        public const int MaximumFrameBytes = 240;

        /// <summary>
        /// Returned by <see cref="Encode"/> where the samples do not fit into one frame or into <c>output</c>, or their times
        /// cannot stand in one frame. Encode fewer samples; one alone always fits into 240 bytes.
        /// </summary>
        public const int DoesNotFit = -1;

        /// <summary>Writes the frame with its MAC to the start of <paramref name="output"/>.</summary>
        /// <param name="content">What to send; not changed. <c>LayoutId</c> 0..286, <c>ChannelCount</c> 1..8, <c>SampleCount</c> 0..63.</param>
        /// <param name="key">The node's key, 32 bytes.</param>
        /// <param name="output">Receives the frame; its length limits the frame (LoRaWAN: the payload of the data rate).</param>
        /// <returns>Bytes written, or <see cref="DoesNotFit"/>.</returns>
        public static int Encode(FrameContent content, byte[] key, byte[] output)
        {
            var limit = output.Length < MaximumFrameBytes ? output.Length : MaximumFrameBytes;
            limit -= MessageMac.Bytes;
            var count = content.SampleCount;
            if (limit < 0 || count > FrameContent.MaximumSamples)
                return DoesNotFit;

            var plan = new SamplePlan(content);
            var writer = new BitWriter(output, limit);
            WriteHeader(writer, content, plan);
            if (count != 1)
                writer.Write((uint)count, 6);
            if (count > 1 && !SampleCoding.WriteTimes(writer, content))
                return DoesNotFit;
            SampleCoding.WriteSamples(writer, content, plan);
            if (content.Health != null)
                HealthCoding.Write(writer, content.Health);

            var length = writer.Finish();
            if (writer.Overflowed)
                return DoesNotFit;
            return MessageMac.Append(MessageMac.Frame, content.NodeId, key, output, length);
        }

        private static void WriteHeader(BitWriter writer, FrameContent content, SamplePlan plan)
        {
            var flags = FrameLimits.Version;
            flags = (flags << 1) | (content.CarriesNodeId ? 1u : 0u);
            flags = (flags << 1) | (content.Health != null ? 1u : 0u);
            flags = (flags << 1) | (plan.HasFaults ? 1u : 0u);
            flags = (flags << 1) | (content.SampleCount != 1 ? 1u : 0u);
            flags = (flags << 1) | (plan.Wide ? 1u : 0u);
            writer.Write(flags, 7);
            if (content.LayoutId < FrameLimits.LongLayout)
                writer.Write((uint)content.LayoutId, 5);
            else
                writer.Write(((uint)FrameLimits.LongLayout << 8) | (uint)(content.LayoutId - FrameLimits.LongLayout), 13);
            if (content.CarriesNodeId)
                writer.Write(content.NodeId, 32);
            writer.WritePrefixed(content.Boot, 3, 5, 12);
            writer.WritePrefixed(content.FirstSample, 10, 14, 18);
            var last = content.SampleCount == 0 ? content.LastSeconds : content.Seconds[content.SampleCount - 1];
            writer.WritePrefixed(last, 14, 20, 27);
            writer.WritePrefixed(content.AgeSeconds, 3, 8, 16);
            writer.Write(BatteryField(content.BatteryMillivolts), 12);
            writer.Write((uint)(content.ChannelCount - 1), 3);
        }

        private static uint BatteryField(int millivolts)
        {
            if (millivolts == 0)
                return 0;
            var field = millivolts - FrameLimits.BatteryBaseMillivolts;
            if (field < 1)
                return 1;
            return field > FrameLimits.BatteryFieldMaximum ? (uint)FrameLimits.BatteryFieldMaximum : (uint)field;
        }
    }
}
