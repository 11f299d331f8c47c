using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>
    /// How the seconds of earlier boots continue into this one, so that a sample from before a restart gets its age. Exact where
    /// the device's clock survived (a crash, a brown-out); a lower bound where the power was gone, for nobody counted then.
    /// </summary>
    public sealed class BootHistory
    {
        private const int Length = 4;

        private readonly uint[] _boots = new uint[Length];
        private readonly uint[] _secondsAtZero = new uint[Length];

        /// <summary>Notes a cold start.</summary>
        /// <param name="endedBoot">The boot that ended.</param>
        /// <param name="secondsAtZero">What its clock would show at second 0 of the new boot.</param>
        public void Add(uint endedBoot, uint secondsAtZero)
        {
            // Seconds that the ended boot itself had run belong to the age of everything before it.
            for (var i = Length - 1; i > 0; i--)
            {
                _boots[i] = _boots[i - 1];
                _secondsAtZero[i] = _secondsAtZero[i - 1] + secondsAtZero;
            }

            _boots[0] = endedBoot;
            _secondsAtZero[0] = secondsAtZero;
        }

        /// <summary>Seconds between a sample and now.</summary>
        /// <param name="boot">Boot of the sample.</param>
        /// <param name="sampleSeconds">Its node seconds.</param>
        /// <param name="presentBoot">The boot that is running.</param>
        /// <param name="nowSeconds">Node seconds now.</param>
        public uint AgeSeconds(uint boot, uint sampleSeconds, uint presentBoot, uint nowSeconds)
        {
            if (boot == presentBoot)
                return Difference(nowSeconds, sampleSeconds);
            var oldest = 0u;
            for (var i = 0; i < Length; i++)
            {
                if (_boots[i] == boot && boot != 0)
                    return nowSeconds + Difference(_secondsAtZero[i], sampleSeconds);
                if (_boots[i] != 0)
                    oldest = _secondsAtZero[i];
            }

            // Older than the history: it has at least that age.
            return nowSeconds + oldest;
        }

        /// <summary>Moves the fields of the state.</summary>
        public void Exchange(FieldCodec codec)
        {
            for (var i = 0; i < Length; i++)
            {
                codec.Unsigned32(ref _boots[i]);
                codec.Unsigned32(ref _secondsAtZero[i]);
            }
        }

        private static uint Difference(uint later, uint earlier) => later > earlier ? later - earlier : 0;
    }
}
