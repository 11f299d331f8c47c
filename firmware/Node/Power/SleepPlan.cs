using Jena.SensorNode.Node.Cycle;

namespace Jena.SensorNode.Node.Power
{
    /// <summary>How long to sleep, known from early in the wake on, so that the deadline thread can go by it too.</summary>
    public sealed class SleepPlan
    {
        private const int ShortestMilliseconds = 1000;
        private const long LongestMilliseconds = 7L * 86400 * 1000;

        private readonly object _lock = new object();
        private NodeClock? _clock;
        private int _fixedMilliseconds = 900 * 1000;
        private uint _wakeSeconds;

        /// <summary>Sleeps for a fixed time instead: there is no schedule, or something waits for the next boot.</summary>
        public void For(int milliseconds)
        {
            lock (_lock)
            {
                _clock = null;
                _fixedMilliseconds = milliseconds;
            }
        }

        /// <summary>Sleeps until a node second.</summary>
        public void Until(uint wakeSeconds, NodeClock clock)
        {
            lock (_lock)
            {
                _wakeSeconds = wakeSeconds;
                _clock = clock;
            }
        }

        /// <summary>Milliseconds to sleep from now.</summary>
        public long Milliseconds()
        {
            long milliseconds;
            lock (_lock)
            {
                milliseconds = _clock == null ? _fixedMilliseconds : ((long)_wakeSeconds * 1000) - _clock.NowMilliseconds;
            }

            if (milliseconds < ShortestMilliseconds)
                return ShortestMilliseconds;
            return milliseconds > LongestMilliseconds ? LongestMilliseconds : milliseconds;
        }
    }
}
