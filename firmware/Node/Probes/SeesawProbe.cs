using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>
    /// Adafruit STEMMA soil probe (seesaw): moisture by touch channel 0, and its own temperature. The stock driver ignores the bus
    /// status, waits too short and refuses the newer boards.
    /// </summary>
    public sealed class SeesawProbe : IProbe
    {
        private const byte StatusModule = 0x00;
        private const byte TemperatureRegister = 0x04;
        private const byte TouchModule = 0x0f;
        private const byte TouchChannel0 = 0x10;
        private const int TouchMilliseconds = 5;
        private const int TemperatureMilliseconds = 2;
        private const int Attempts = 4;
        private const int NotReadyCounts = 0xffff;
        private const int MaximumCounts = 4095;

        private readonly II2cBus _i2c;
        private readonly IPause _pause;
        private readonly int _bus;
        private readonly int _address;
        private readonly byte[] _command;
        private readonly byte[] _answer;
        private readonly bool _isTemperature;

        /// <param name="i2c">The buses.</param>
        /// <param name="pause">Waits for the probe.</param>
        /// <param name="bus">Bus, from 1.</param>
        /// <param name="address">0x36..0x39; 0x36 belongs to the MAX1704x as well.</param>
        /// <param name="isTemperature">True for the temperature, false for the moisture channel.</param>
        public SeesawProbe(II2cBus i2c, IPause pause, int bus, int address, bool isTemperature)
        {
            _i2c = i2c;
            _pause = pause;
            _bus = bus;
            _address = address;
            _isTemperature = isTemperature;
            _command = isTemperature ? new byte[] { StatusModule, TemperatureRegister } : new byte[] { TouchModule, TouchChannel0 };
            _answer = new byte[isTemperature ? 4 : 2];
        }

        /// <inheritdoc/>
        public int Start() => 0;

        /// <inheritdoc/>
        public void Read(Reading reading)
        {
            reading.Fail(ChannelFault.NotReady);
            for (var attempt = 0; attempt < Attempts && reading.Fault != ChannelFault.None; attempt++)
            {
                var outcome = _i2c.Write(_bus, _address, _command);
                if (outcome == I2cOutcome.Done)
                {
                    _pause.Wait((_isTemperature ? TemperatureMilliseconds : TouchMilliseconds) << attempt);
                    outcome = _i2c.Read(_bus, _address, _answer);
                }

                if (outcome != I2cOutcome.Done)
                    reading.Fail(outcome == I2cOutcome.NoAnswer ? ChannelFault.Missing : ChannelFault.Shorted);
                else if (_isTemperature)
                    DecodeTemperature(_answer, reading);
                else
                    DecodeMoisture(_answer, reading);

                // A bus that is held low takes a second for each transfer.
                if (outcome == I2cOutcome.Failed && attempt > 0)
                    return;
            }
        }

        /// <summary>Judges two bytes of touch counts.</summary>
        public static void DecodeMoisture(byte[] answer, Reading reading)
        {
            var counts = (answer[0] << 8) | answer[1];
            if (counts == NotReadyCounts)
                reading.Fail(ChannelFault.NotReady);
            else if (counts == 0)
                reading.Fail(ChannelFault.Open);
            else
                reading.SetWithin(counts, 1, MaximumCounts);
        }

        /// <summary>
        /// Judges four bytes of temperature: signed 16.16 °C. The two highest bits are masked off, as the maker's own library does,
        /// and the sign is taken from the one below.
        /// </summary>
        public static void DecodeTemperature(byte[] answer, Reading reading)
        {
            var raw = (answer[0] << 24) | (answer[1] << 16) | (answer[2] << 8) | answer[3];
            if (raw == -1)
            {
                reading.Fail(ChannelFault.NotReady);
                return;
            }

            var signed = (raw << 2) >> 2;
            reading.SetWithin((signed + (1 << 11)) >> 12, -40 * 16, 85 * 16);
        }
    }
}
