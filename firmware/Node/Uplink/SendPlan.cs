using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Power;

namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>When the node sends.</summary>
    public static class SendPlan
    {
        /// <summary>
        /// Quiet hours hold a session back for a day at most: where no wake falls between them, the node would be silent for ever, and could not
        /// be told otherwise.
        /// </summary>
        private const uint LongestHoldSeconds = 86400;

        /// <summary>
        /// Phase of a node in its intervals, s: a number that differs from node to node and stays the same, so that nodes started
        /// together, or given new settings together, sample and send spread over the interval.
        /// </summary>
        public static uint Phase(uint nodeId, uint sendingIntervalSeconds)
        {
            var id = new byte[4];
            Storage.Bytes.Put32(id, 0, nodeId);
            return Crc32.Compute(id, 0, id.Length) % sendingIntervalSeconds;
        }

        /// <summary>True where a wake at <paramref name="seconds"/> is to send: the time has come and it is not quiet.</summary>
        /// <param name="state">When to send next, and what is known of the time of day.</param>
        /// <param name="seconds">Node second of that wake.</param>
        /// <param name="settings">Intervals and quiet hours.</param>
        public static bool IsDue(NodeState state, uint seconds, NodeSettings settings)
        {
            var reached = seconds + Schedule.Slack(settings.SamplingIntervalSeconds);
            return reached >= state.NextSendSeconds
                && (IsAllowed(state, seconds, settings) || reached - state.NextSendSeconds >= LongestHoldSeconds);
        }

        /// <summary>False in the quiet hours. While the time of day is not known there are none.</summary>
        public static bool IsAllowed(NodeState state, uint seconds, NodeSettings settings)
        {
            return state.UnixSecondsAtZero == 0
                || QuietHours.RemainingSeconds(state.UnixSecondsAtZero + seconds, settings.QuietStartMinute, settings.QuietEndMinute) == 0;
        }

        /// <summary>Node second of the next regular session after one that reached the gateway.</summary>
        public static uint AfterSuccess(uint nowSeconds, NodeSettings settings, byte tier, uint nodeId, bool backlog)
        {
            // A session is bounded, so a long backlog drains by one session each sampling wake instead of at once.
            if (backlog)
                return nowSeconds + (BatteryTier.Stretch(settings.SamplingIntervalSeconds, tier) / 2);
            var interval = BatteryTier.Stretch(settings.SendingIntervalSeconds, tier);
            return Schedule.NextWakeSeconds(nowSeconds, interval, Phase(nodeId, interval));
        }
    }
}
