namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>
    /// When to sample: slots of one interval on the node's clock, shifted by a phase of its own so that a town's nodes do not wake
    /// at once. Slots do not drift: however long a wake took, the next one begins at its multiple.
    /// </summary>
    public static class Schedule
    {
        private const uint MinimumSleepSeconds = 5;
        private const uint MaximumSlackSeconds = 30;

        /// <summary>Number of the slot that a moment belongs to. A wake a little early counts for the slot that it was meant for.</summary>
        public static long Slot(uint seconds, uint intervalSeconds, uint phaseSeconds)
            => ((long)seconds + Slack(intervalSeconds) + intervalSeconds - (phaseSeconds % intervalSeconds)) / intervalSeconds;

        /// <summary>True where the slot of <paramref name="nowSeconds"/> has no sample yet.</summary>
        public static bool IsDue(uint nowSeconds, uint lastSampleSeconds, uint intervalSeconds, uint phaseSeconds)
            => Slot(nowSeconds, intervalSeconds, phaseSeconds) > Slot(lastSampleSeconds, intervalSeconds, phaseSeconds);

        /// <summary>Node second of the next wake: the next slot that is at least 5 s away.</summary>
        public static uint NextWakeSeconds(uint nowSeconds, uint intervalSeconds, uint phaseSeconds)
        {
            var slot = Slot(nowSeconds, intervalSeconds, phaseSeconds) + 1;
            var start = Start(slot, intervalSeconds, phaseSeconds);
            while (start < (long)nowSeconds + MinimumSleepSeconds)
                start += intervalSeconds;
            return (uint)start;
        }

        /// <summary>How much earlier than its slot a wake may come, s.</summary>
        public static uint Slack(uint intervalSeconds)
        {
            var slack = intervalSeconds / 8;
            return slack > MaximumSlackSeconds ? MaximumSlackSeconds : slack;
        }

        private static long Start(long slot, uint intervalSeconds, uint phaseSeconds)
            => (slot * intervalSeconds) - intervalSeconds + (phaseSeconds % intervalSeconds);
    }
}
