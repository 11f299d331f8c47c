using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>SHT4x for the air: one measurement gives temperature and humidity, each with its own checksum.</summary>
    public sealed class Sht4xSensor
    {
        /// <summary>Bytes of a measurement.</summary>
        public const int AnswerBytes = 6;

        private const byte MeasureHighPrecision = 0xfd;
        private const int MeasurementMilliseconds = 10;
        private const int MinimumCentidegrees = -4000;
        private const int MaximumCentidegrees = 12500;

        // The datasheet lets the formula run a little over its ends near 0 % and 100 %; beyond this the sensor is not right.
        private const int HumidityMarginCentipercent = 400;

        private readonly II2cBus _i2c;
        private readonly int _bus;
        private readonly int _address;
        private readonly byte[] _answer = new byte[AnswerBytes];
        private bool _started;
        private bool _read;
        private I2cOutcome _startOutcome;
        private I2cOutcome _readOutcome;

        /// <param name="i2c">The buses.</param>
        /// <param name="bus">Bus, from 1.</param>
        /// <param name="address">0x44..0x46.</param>
        public Sht4xSensor(II2cBus i2c, int bus, int address)
        {
            _i2c = i2c;
            _bus = bus;
            _address = address;
        }

        /// <summary>True for the sensor at this place.</summary>
        public bool IsAt(int bus, int address) => _bus == bus && _address == address;

        /// <summary>Starts a measurement, once.</summary>
        public int Start()
        {
            if (!_started)
                _startOutcome = _i2c.Write(_bus, _address, new byte[] { MeasureHighPrecision });
            _started = true;
            return MeasurementMilliseconds;
        }

        /// <summary>Temperature in 1/100 °C.</summary>
        public void ReadTemperature(Reading reading)
        {
            if (HasAnswer(reading))
                DecodeTemperature(_answer, reading);
        }

        /// <summary>Relative humidity in 1/100 %.</summary>
        public void ReadHumidity(Reading reading)
        {
            if (HasAnswer(reading))
                DecodeHumidity(_answer, reading);
        }

        /// <summary>Judges the first three bytes: T = -45 + 175 · raw / 65535 °C.</summary>
        public static void DecodeTemperature(byte[] answer, Reading reading)
        {
            if (Crc8.Sensirion(answer, 0, 2) != answer[2])
                reading.Fail(ChannelFault.Checksum);
            else
                reading.SetWithin(Scale(answer, 0, 17500) - 4500, MinimumCentidegrees, MaximumCentidegrees);
        }

        /// <summary>Judges the last three bytes: RH = -6 + 125 · raw / 65535 %, which is cut to 0..100.</summary>
        public static void DecodeHumidity(byte[] answer, Reading reading)
        {
            if (Crc8.Sensirion(answer, 3, 2) != answer[5])
            {
                reading.Fail(ChannelFault.Checksum);
                return;
            }

            var centipercent = Scale(answer, 3, 12500) - 600;
            reading.SetWithin(centipercent, -HumidityMarginCentipercent, 10000 + HumidityMarginCentipercent);
            if (reading.Fault == ChannelFault.None)
                reading.Set(centipercent < 0 ? 0 : centipercent > 10000 ? 10000 : centipercent);
        }

        private static int Scale(byte[] answer, int offset, int span)
            => ((((answer[offset] << 8) | answer[offset + 1]) * span) + 32767) / 65535;

        private bool HasAnswer(Reading reading)
        {
            if (!_read && _startOutcome == I2cOutcome.Done)
                _readOutcome = _i2c.Read(_bus, _address, _answer);
            _read = true;
            if (_startOutcome != I2cOutcome.Done)
                reading.Fail(_startOutcome == I2cOutcome.NoAnswer ? ChannelFault.Missing : ChannelFault.Shorted);
            else if (_readOutcome != I2cOutcome.Done)
                reading.Fail(_readOutcome == I2cOutcome.NoAnswer ? ChannelFault.NotReady : ChannelFault.Shorted);
            else
                return true;
            return false;
        }
    }
}
