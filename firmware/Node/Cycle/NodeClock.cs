namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>
    /// Node seconds: time since the cold start, counted through deep sleep. It is the device's clock minus a base in the state.
    /// The firmware's own SNTP may set that clock at any moment while the radio is on; the ticks of the wake show by how much, and
    /// the base moves with it. Nobody sets the clock from here.
    /// </summary>
    public sealed class NodeClock
    {
        /// <summary>A difference between the two clocks below this is measuring error, ms.</summary>
        private const long StepThresholdMilliseconds = 500;

        private const long UnseenStepMinimumMilliseconds = 5000;

        /// <summary>No sleep is as long, nor any row of wakes that hung: a month.</summary>
        private const long ImpossibleSleepMilliseconds = 30L * 86400 * 1000;

        /// <summary>What a clock set at every session may have lost: 5 % of a day.</summary>
        private const long LargestCorrectionMilliseconds = 4500L * 1000;

        /// <summary>2020: a clock below was never set.</summary>
        private const long SetClockMilliseconds = 1577836800L * 1000;

        private readonly IWallClock _wall;
        private readonly long _startTick;
        private long _startUtc;

        /// <summary>Reads both clocks: the start of the wake.</summary>
        public NodeClock(IWallClock wall)
        {
            _wall = wall;
            _startUtc = wall.UtcMilliseconds;
            _startTick = wall.TickMilliseconds;
        }

        /// <summary>What the device's clock showed at node second 0.</summary>
        public long BaseMilliseconds { get; set; }

        /// <summary>Node milliseconds now.</summary>
        public long NowMilliseconds => _startUtc - BaseMilliseconds + (_wall.TickMilliseconds - _startTick);

        /// <summary>Node seconds now.</summary>
        public uint NowSeconds => (uint)(NowMilliseconds / 1000);

        /// <summary>Milliseconds since this wake began.</summary>
        public long AwakeMilliseconds => _wall.TickMilliseconds;

        /// <summary>Makes the beginning of this wake node second 0: a cold start.</summary>
        public void StartFromZero() => BaseMilliseconds = _startUtc - _startTick;

        /// <summary>Moves the base where the device's clock was set since the start of the wake or the last call.</summary>
        /// <returns>True where it was; the base then belongs into the state.</returns>
        public bool FollowStep()
        {
            var step = _wall.UtcMilliseconds - _startUtc - (_wall.TickMilliseconds - _startTick);
            if (step < StepThresholdMilliseconds && step > -StepThresholdMilliseconds)
                return false;
            BaseMilliseconds += step;
            _startUtc += step;
            return true;
        }

        /// <summary>
        /// Finds a step that fell between the last look of the wake before and its sleep. The wake-up timer and the clock run on the
        /// same oscillator, so a timer wake comes when the plan says, whatever the drift; or later, where wakes in between hung or broke off.
        /// </summary>
        /// <param name="plannedSeconds">Node second for which the timer was set.</param>
        /// <param name="sleepSeconds">Length of that sleep.</param>
        /// <param name="intervalSeconds">Sampling interval: whole multiples of it are wakes that left no trace, not steps.</param>
        /// <param name="radioWasOn">True where the wake before had the radio on, and so a clock that somebody may have set.</param>
        /// <returns>True where the base was moved.</returns>
        public bool FollowUnseenStep(uint plannedSeconds, uint sleepSeconds, uint intervalSeconds, bool radioWasOn)
        {
            var error = _startUtc - BaseMilliseconds - (((long)plannedSeconds * 1000) + _startTick);
            // The oscillator is calibrated anew at each start; 3 % covers what that changes between winter and summer soil.
            var tolerance = UnseenStepMinimumMilliseconds + ((long)sleepSeconds * 1000 / 32);
            if (error <= tolerance && error >= -tolerance)
                return false;
            if (error > 0 && error < ImpossibleSleepMilliseconds && !IsCorrection(error, tolerance, (long)intervalSeconds * 1000, radioWasOn))
                return false;
            BaseMilliseconds += error;
            return true;
        }

        /// <summary>True where a clock that somebody sets was fast-forwarded by what it had lost, rather than that time has passed.</summary>
        private bool IsCorrection(long error, long tolerance, long interval, bool radioWasOn)
            => radioWasOn && BaseMilliseconds > SetClockMilliseconds && error < LargestCorrectionMilliseconds && (error + tolerance) % interval > 2 * tolerance;

        /// <summary>Sets the clock back on its feet where it shows less than <paramref name="knownSeconds"/>, which has passed for certain.</summary>
        /// <returns>True where the base was moved.</returns>
        public bool NotBefore(uint knownSeconds)
        {
            var missing = ((long)knownSeconds * 1000) - NowMilliseconds;
            if (missing <= 0)
                return false;
            BaseMilliseconds -= missing;
            return true;
        }
    }
}
