using System;
using System.Threading;
using Jena.SensorNode.Node.Power;
using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>
    /// Ends a wake that hangs. The platform has no watchdog, so a thread of the highest priority waits for the longest time a wake may
    /// take and then sleeps in its place. It cannot fire inside a native call that never returns; hardware can (hardware/README.md).
    /// </summary>
    public sealed class DeadlineGuard
    {
        private const int MarkMilliseconds = 2000;

        private readonly IFlash _flash;
        private readonly WakeDoor _door;
        private int _limitMilliseconds;

        /// <param name="flash">Receives a mark that the wake did not end by itself.</param>
        /// <param name="door">The way to sleep.</param>
        /// <param name="limitMilliseconds">Longest time awake until settings say otherwise.</param>
        public DeadlineGuard(IFlash flash, WakeDoor door, int limitMilliseconds)
        {
            _flash = flash;
            _door = door;
            _limitMilliseconds = limitMilliseconds;
        }

        /// <summary>Starts to watch.</summary>
        public void Start()
        {
            var thread = new Thread(Watch);
            thread.Priority = ThreadPriority.Highest;
            thread.Start();
        }

        /// <summary>Changes the limit, counted from the start of the wake.</summary>
        public void LimitTo(int milliseconds) => _limitMilliseconds = milliseconds;

        private void Watch()
        {
            try
            {
                while (true)
                {
                    var left = _limitMilliseconds - (int)Environment.TickCount64;
                    if (left <= 0)
                        break;
                    Thread.Sleep(left);
                }

                // The file system may be what hangs; the mark is then given up, the sleep is not.
                var mark = new Thread(Mark);
                mark.Priority = ThreadPriority.Highest;
                mark.Start();
                mark.Join(MarkMilliseconds);
            }
            finally
            {
                _door.Sleep();
            }
        }

        private void Mark() => ResetMark.Set(_flash);
    }
}
