using System;
using Jena.SensorNode.Node.Cycle;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>The clocks of the chip.</summary>
    public sealed class SystemClock : IWallClock
    {
        /// <inheritdoc/>
        public long UtcMilliseconds => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

        /// <inheritdoc/>
        public long TickMilliseconds => Environment.TickCount64;
    }
}
