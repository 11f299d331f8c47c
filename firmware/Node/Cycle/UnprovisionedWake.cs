using System.Threading;
using Jena.SensorNode.Node.Board;
using Jena.SensorNode.Node.Power;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>
    /// A node without a valid file: new, or its flash was reformatted. It stays reachable over the serial line for a moment, switches
    /// the radio off (a fresh chip would wait for SmartConfig with the radio on) and sleeps long.
    /// </summary>
    internal static class UnprovisionedWake
    {
        private const int WindowMilliseconds = 20000;
        private const int ShortWindowMilliseconds = 3000;
        private const int SleepMilliseconds = 6 * 3600 * 1000;

        /// <summary>LED of most boards; the file that would name another is what is missing.</summary>
        private const int UsualLedPin = 2;

        internal static void Run(SleepPlan plan, NodeClock clock, Pins pins, bool isPowerOn)
        {
            plan.For(SleepMilliseconds);
            var radio = new WifiRadio();
            if (!radio.HasNetwork)
                radio.Arm(false);
            var light = new StatusLight(pins, UsualLedPin);
            var window = isPowerOn ? WindowMilliseconds : ShortWindowMilliseconds;
            while (clock.AwakeMilliseconds < window)
            {
                light.Blink();
                light.Blink();
                Thread.Sleep(1000);
            }
        }
    }
}
