using System;
using System.Threading;
using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>Waits by letting the thread sleep; the processor idles meanwhile.</summary>
    public sealed class ThreadPause : IPause
    {
        /// <inheritdoc/>
        public long TickMilliseconds => Environment.TickCount64;

        /// <inheritdoc/>
        public void Wait(int milliseconds)
        {
            if (milliseconds > 0)
                Thread.Sleep(milliseconds);
        }
    }
}
