using System;
using Jena.SensorNode.Node.Board;
using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Power;
using Jena.SensorNode.Node.Settings;

namespace Jena.SensorNode.Node
{
    /// <summary>The node's application: one run a wake.</summary>
    public static class Program
    {
        /// <summary>Longest time awake until settings are read.</summary>
        private const int FirstLimitMilliseconds = 60000;

        /// <summary>
        /// Runs one wake. The device starts here after power-on and after each deep sleep; returning, or an exception that leaves,
        /// would leave the chip in the debugger's loop with the radio on, so every path ends in the door to deep sleep.
        /// </summary>
        public static void Main()
        {
            var flash = new InternalFlash();
            var plan = new SleepPlan();
            var door = new WakeDoor(plan);
            try
            {
                var guard = new DeadlineGuard(flash, door, FirstLimitMilliseconds);
                guard.Start();
                Run(new Esp32Board(flash, guard), plan, door);
            }
            catch (Exception)
            {
                // Whatever it was, it counts as a wake that did not end by itself; the next one starts from what is on flash.
                ResetMark.Set(flash);
            }
            finally
            {
                door.Sleep();
            }
        }

        private static void Run(Esp32Board board, SleepPlan plan, WakeDoor door)
        {
            var clock = new NodeClock(new SystemClock());
            var node = new NodeFileStore(board.Flash).Load();
            if (node == null)
            {
                UnprovisionedWake.Run(board, plan, clock);
                return;
            }

            new NodeCycle(board, node, clock, plan).Run();
            // A button that hangs to ground would wake the node for ever.
            if (!board.Pins.IsPressed(node.ButtonPin))
                door.WakeOn(node.ButtonPin);
        }
    }
}
