using Jena.SensorNode.Node.Power;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>
    /// A node without a valid file: new, or its flash was reformatted. It stays reachable over the serial line for a moment, switches
    /// the radio off (a fresh chip would wait for SmartConfig with the radio on) and sleeps long.
    /// </summary>
    public static class UnprovisionedWake
    {
        private const int WindowMilliseconds = 20000;
        private const int ShortWindowMilliseconds = 3000;
        private const int SleepMilliseconds = 6 * 3600 * 1000;

        /// <summary>LED of most boards; the file that would name another is what is missing.</summary>
        private const int UsualLedPin = 2;

        /// <summary>Runs the wake up to its sleep.</summary>
        public static void Run(IBoard board, SleepPlan plan, NodeClock clock)
        {
            plan.For(SleepMilliseconds);
            if (!board.Radio.HasNetwork)
                board.Radio.Arm(false);
            var light = new StatusLight(board.Pins, board.Pause, UsualLedPin);
            var window = board.Reason == WakeReason.PowerOn ? WindowMilliseconds : ShortWindowMilliseconds;
            while (clock.AwakeMilliseconds < window)
            {
                light.Blink();
                light.Blink();
                board.Pause.Wait(1000);
            }
        }
    }
}
