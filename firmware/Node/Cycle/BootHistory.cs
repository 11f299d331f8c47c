using Jena.SensorNode.Frames;
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

        // The highest bit says "at least", as in a frame.
        private readonly uint[] _secondsAtZero = new uint[Length];

        /// <summary>Notes a cold start.</summary>
        /// <param name="endedBoot">The boot that ended.</param>
        /// <param name="secondsAtZero">What its clock would show at second 0 of the new boot.</param>
        /// <param name="isExact">False where that is a lower bound: the power was gone.</param>
        public void Add(uint endedBoot, uint secondsAtZero, bool isExact)
        {
            // Seconds that the ended boot itself had run belong to the age of everything before it; so does that nobody counted.
            for (var i = Length - 1; i > 0; i--)
            {
                _boots[i] = _boots[i - 1];
                _secondsAtZero[i] = (_secondsAtZero[i - 1] + secondsAtZero) | (isExact ? 0 : FrameContent.AgeIsAtLeast);
            }

            _boots[0] = endedBoot;
            _secondsAtZero[0] = secondsAtZero | (isExact ? 0 : FrameContent.AgeIsAtLeast);
        }

        /// <summary>Seconds between a sample and now; with <see cref="FrameContent.AgeIsAtLeast"/> a lower bound.</summary>
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
                var secondsAtZero = _secondsAtZero[i] & ~FrameContent.AgeIsAtLeast;
                var atLeast = _secondsAtZero[i] & FrameContent.AgeIsAtLeast;
                if (_boots[i] == boot && boot != 0)
                    return (nowSeconds + Difference(secondsAtZero, sampleSeconds)) | atLeast;
                if (_boots[i] != 0)
                    oldest = secondsAtZero;
            }

            // Older than the history: it has at least that age.
            return (nowSeconds + oldest) | FrameContent.AgeIsAtLeast;
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
