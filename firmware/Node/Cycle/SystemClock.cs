using System;

namespace Jena.SensorNode.Node.Cycle
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
