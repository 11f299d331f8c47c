using Jena.SensorNode.Node.Cycle;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>The device's two clocks.</summary>
    public sealed class FakeClock : IWallClock
    {
        /// <inheritdoc/>
        public long UtcMilliseconds { get; set; }

        /// <inheritdoc/>
        public long TickMilliseconds { get; set; }

        /// <summary>Time passes while the node is awake.</summary>
        public void Pass(long milliseconds)
        {
            UtcMilliseconds += milliseconds;
            TickMilliseconds += milliseconds;
        }

        /// <summary>The node sleeps and boots: ticks begin again with the boot.</summary>
        public void Sleep(long milliseconds, int bootMilliseconds)
        {
            UtcMilliseconds += milliseconds + bootMilliseconds;
            TickMilliseconds = bootMilliseconds;
        }
    }
}
