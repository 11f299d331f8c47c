using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>DS18B20s on a bus, each with a ROM id that is its index, eight times.</summary>
    public sealed class FakeOneWire : IOneWireBus
    {
        private readonly byte[][] _scratchpads;
        private readonly byte[] _written = new byte[16];
        private int _writtenCount;
        private int _readPosition;

        /// <summary>A bus with one scratchpad for each device.</summary>
        public FakeOneWire(params byte[][] scratchpads) => _scratchpads = scratchpads;

        /// <summary>What a reset says; the driver must not rely on it.</summary>
        public bool Presence { get; set; } = true;

        /// <summary>Level of a bus that nobody drives: 0xFF, or 0 for a short to ground.</summary>
        public byte IdleByte { get; set; } = 0xff;

        /// <summary>Conversions started.</summary>
        public int Conversions { get; private set; }

        /// <summary>Bytes to invert in the readings to come; each reading takes one.</summary>
        public int BadReadings { get; set; }

        /// <summary>Conversions after which a scratchpad that still shows 85 °C is replaced by the next one.</summary>
        public byte[]? AfterSecondConversion { get; set; }

        /// <summary>Configuration written to all devices.</summary>
        public byte Configuration { get; private set; }

        /// <inheritdoc/>
        public bool Reset()
        {
            _writtenCount = 0;
            _readPosition = 0;
            return Presence;
        }

        /// <inheritdoc/>
        public void Write(byte value)
        {
            _written[_writtenCount++] = value;
            if (value == 0x44 && _writtenCount == 2)
                Conversions++;
            if (_writtenCount == 5 && _written[1] == 0x4e)
                Configuration = value;
        }

        /// <inheritdoc/>
        public byte Read()
        {
            var device = _written[0] == 0x55 ? _written[1] : 0;
            var at = _readPosition++;
            if (device >= _scratchpads.Length || at > 8)
                return IdleByte;
            var scratchpad = Conversions > 1 && AfterSecondConversion != null ? AfterSecondConversion : _scratchpads[device];
            var value = scratchpad[at];
            if (at == 8 && BadReadings > 0)
            {
                BadReadings--;
                value ^= 0x10;
            }

            return value;
        }
    }
}
