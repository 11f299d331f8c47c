using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>A converter with a level and a small noise on each channel.</summary>
    public sealed class FakeAnalog : IAnalogInput
    {
        private readonly int[] _counts = new int[20];
        private int _step;

        /// <summary>Noise around the level, counts to either side.</summary>
        public int Noise { get; set; } = 3;

        /// <summary>Sets the level of a channel; -1 = cannot be read.</summary>
        public void Set(int channel, int counts) => _counts[channel] = counts;

        /// <inheritdoc/>
        public int Read(int channel)
        {
            if (_counts[channel] < 0)
                return -1;
            _step = (_step + 733) % ((2 * Noise) + 1);
            var value = _counts[channel] + _step - Noise;
            return value < 0 ? 0 : value > 4095 ? 4095 : value;
        }
    }
}
