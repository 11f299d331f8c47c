using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>
    /// All DS18B20 on the bus: one conversion for everyone, then each scratchpad by ROM id. The stock driver neither checks the
    /// checksum nor refuses the power-on value of 85 °C.
    /// </summary>
    public sealed class Ds18b20Bus
    {
        private const byte SkipRom = 0xcc;
        private const byte MatchRom = 0x55;
        private const byte WriteScratchpad = 0x4e;
        private const byte ReadScratchpad = 0xbe;
        private const byte ConvertTemperature = 0x44;
        private const int Attempts = 3;
        private const int ConversionMilliseconds12Bit = 750;

        // Alarm limits are not used; the values are those that the chips leave the factory with.
        private const byte AlarmHigh = 0x4b;
        private const byte AlarmLow = 0x46;

        private readonly IOneWireBus _bus;
        private readonly IPause _pause;
        private readonly int _resolutionBits;
        private readonly byte[] _scratchpad = new byte[Ds18b20Scratchpad.Length];
        private bool _started;

        /// <param name="bus">The bus.</param>
        /// <param name="pause">Waits for a repeated conversion.</param>
        /// <param name="resolutionBits">9..12.</param>
        public Ds18b20Bus(IOneWireBus bus, IPause pause, int resolutionBits)
        {
            _bus = bus;
            _pause = pause;
            _resolutionBits = resolutionBits;
        }

        /// <summary>Starts one conversion of all devices; further calls in the same wake do nothing.</summary>
        /// <returns>Milliseconds that it takes.</returns>
        public int Start()
        {
            if (_started)
                return ConversionMilliseconds;
            _started = true;
            // The probes were without power: they woke up with the resolution in their EEPROM, whatever that is.
            _bus.Reset();
            _bus.Write(SkipRom);
            _bus.Write(WriteScratchpad);
            _bus.Write(AlarmHigh);
            _bus.Write(AlarmLow);
            _bus.Write((byte)(((_resolutionBits - 9) << 5) | 0x1f));
            Convert();
            return ConversionMilliseconds;
        }

        /// <summary>Reads one device.</summary>
        /// <param name="romId">Its eight bytes, or none where it is alone on the bus.</param>
        /// <param name="reading">Receives 1/16 °C or the fault.</param>
        public void Read(byte[] romId, Reading reading)
        {
            var present = false;
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                present |= ReadOnce(romId);
                Ds18b20Scratchpad.Decode(_scratchpad, reading);
                if (reading.Fault == ChannelFault.None)
                    return;
                if (reading.Fault == ChannelFault.NotReady && attempt < Attempts - 1)
                {
                    // It lost its supply during the conversion, or is a slow clone: once more, with the longest time there is.
                    Convert();
                    _pause.Wait(ConversionMilliseconds12Bit);
                    attempt = Attempts - 2;
                }
            }

            if (reading.Fault == ChannelFault.Checksum && !present)
                reading.Fail(ChannelFault.Missing);
        }

        private int ConversionMilliseconds => (ConversionMilliseconds12Bit >> (12 - _resolutionBits)) + 10;

        private void Convert()
        {
            _bus.Reset();
            _bus.Write(SkipRom);
            _bus.Write(ConvertTemperature);
        }

        private bool ReadOnce(byte[] romId)
        {
            var present = _bus.Reset();
            if (romId.Length == 0)
            {
                _bus.Write(SkipRom);
            }
            else
            {
                _bus.Write(MatchRom);
                for (var i = 0; i < romId.Length; i++)
                    _bus.Write(romId[i]);
            }

            _bus.Write(ReadScratchpad);
            for (var i = 0; i < _scratchpad.Length; i++)
                _scratchpad[i] = _bus.Read();
            return present;
        }
    }
}
