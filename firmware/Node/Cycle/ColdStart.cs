using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>A new boot: counters, clock and the way back to what came before.</summary>
    public static class ColdStart
    {
        private const uint FirstRandomBoot = 65536;
        private const uint TrustedSeconds = 60;
        private const long LongestGapSeconds = 30L * 86400;

        /// <summary>
        /// A node that the gateway knows does not send right after power-on but at its first sampling slot from here on, whose phase
        /// is its own: a town whose power comes back in one second does not come back in one second.
        /// </summary>
        private const uint FirstSessionSeconds = 60;

        /// <summary>Boot counter of a node whose state is gone.</summary>
        /// <param name="node">Says from where to count.</param>
        /// <param name="hasRunBefore">True where the flash shows that this node has run before: its old counters must not come again.</param>
        /// <param name="random">A random number, 0 or more.</param>
        public static uint BootWithoutState(NodeFile node, bool hasRunBefore, int random)
            => hasRunBefore ? FirstRandomBoot + node.BootFloor + (uint)(random % (1 << 24)) : node.BootFloor;

        /// <summary>The boot after one: the next number, or the floor where that is still ahead. Both may have gone round.</summary>
        public static uint Next(uint boot, uint floor) => boot + 1 - floor < 0x80000000u ? boot + 1 : floor;

        /// <summary>
        /// True where the state and the journal do not belong together: the journal is damaged, or the newest state is and an older
        /// one was read. Its counters may have been given away already, so they must not be used again.
        /// </summary>
        public static bool IsStale(NodeState state, SampleJournal journal)
            => journal.HasLostItsHead || (journal.HasLast && journal.Last.Boot > state.Boot);

        /// <summary>Begins the boot that follows a known state.</summary>
        /// <param name="state">The state of the boot that ended; becomes that of the new one.</param>
        /// <param name="node">Boot floor.</param>
        /// <param name="clock">Still with the old base; begins at zero.</param>
        /// <param name="journal">Knows the last sample of the old boot.</param>
        /// <param name="random">0..65535.</param>
        /// <param name="samplingSeconds">Sampling interval, for the delay after a session that ended in a restart.</param>
        public static void Follow(NodeState state, NodeFile node, NodeClock clock, SampleJournal journal, int random, uint samplingSeconds)
        {
            var known = journal.HasLast && journal.Last.Boot == state.Boot ? journal.Last.Seconds : 0;
            var elapsed = (clock.NowMilliseconds - clock.AwakeMilliseconds) / 1000;
            // After power loss the device's clock is in 1970 again and shows less than what has passed for certain.
            var isClockAlive = known > TrustedSeconds && elapsed >= known && elapsed - known < LongestGapSeconds;
            var secondsAtZero = isClockAlive ? (uint)elapsed : known;
            if (isClockAlive)
                state.Resets++;

            state.History.Add(state.Boot, secondsAtZero, isClockAlive);
            state.Boot = Next(state.Boot, node.BootFloor);
            state.NextCounter = 0;
            state.PlannedWakeSeconds = 0;
            state.RadioWanted = 0;
            state.UnixSecondsAtZero = isClockAlive && state.UnixSecondsAtZero != 0 ? state.UnixSecondsAtZero + secondsAtZero : 0;
            clock.StartFromZero();
            state.ClockBaseMilliseconds = clock.BaseMilliseconds;
            if (state.InSession == 0)
            {
                state.Failures = 0;
                state.NextSendSeconds = FirstSessionSeconds;
                return;
            }

            // The restart came out of a session: a battery that breaks down under the radio must not be asked again at once.
            state.InSession = 0;
            state.NextSendSeconds = Backoff.NextAttemptSeconds(0, state.Failures, samplingSeconds, random);
        }
    }
}
