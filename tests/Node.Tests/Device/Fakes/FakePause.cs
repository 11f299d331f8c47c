using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>Time that passes at once; a clock may go with it.</summary>
    public sealed class FakePause : IPause
    {
        private readonly FakeClock? _clock;

        /// <summary>A pause of a clock, or of none.</summary>
        public FakePause(FakeClock? clock) => _clock = clock;

        /// <summary>All that was waited, ms.</summary>
        public int Waited { get; private set; }

        /// <inheritdoc/>
        public long TickMilliseconds => _clock == null ? Waited : _clock.TickMilliseconds;

        /// <inheritdoc/>
        public void Wait(int milliseconds)
        {
            if (milliseconds <= 0)
                return;
            Waited += milliseconds;
            if (_clock != null)
                _clock.Pass(milliseconds);
        }
    }
}
