using System;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>Makes the drivers that a layout asks for. Devices that give two channels are made once.</summary>
    public sealed class ProbeFactory : IDisposable
    {
        /// <summary>
        /// 11 bits, 0.125 °C in 375 ms: a quarter of the sensor's own error of 0.5 °C. 12 bits would keep processor and probes on for
        /// twice as long, a sixth of the charge of a day.
        /// </summary>
        private const int TemperatureBits = 11;

        private readonly AdcInput _analog;
        private readonly I2cBuses _i2c;
        private readonly IPause _pause;
        private readonly int[] _readings;
        private OneWireBus? _wire;
        private Ds18b20Bus? _thermometers;
        private Sht4xSensor? _air;

        /// <param name="analog">The converter.</param>
        /// <param name="i2c">The I²C buses.</param>
        /// <param name="pause">Waits.</param>
        /// <param name="adcReadings">Readings averaged for one analog value.</param>
        public ProbeFactory(AdcInput analog, I2cBuses i2c, IPause pause, int adcReadings)
        {
            _analog = analog;
            _i2c = i2c;
            _pause = pause;
            _readings = new int[adcReadings];
        }

        /// <summary>The drivers in the order of the layout.</summary>
        public IProbe[] Make(ProbeLayout layout)
        {
            var probes = new IProbe[layout.Channels.Length];
            for (var i = 0; i < probes.Length; i++)
                probes[i] = Make(layout.Channels[i].Kind, layout.Channels[i].Wiring);
            return probes;
        }

        /// <summary>Frees what the drivers hold.</summary>
        public void Dispose() => _wire?.Dispose();

        private IProbe Make(ChannelKind kind, byte[] wiring)
        {
            switch (kind)
            {
                case ChannelKind.SoilMoistureAdc:
                    return new CapacitiveProbe(_analog, wiring[0], _readings);
                case ChannelKind.SoilTemperature:
                    _wire ??= new OneWireBus();
                    _thermometers ??= new Ds18b20Bus(_wire, _pause, TemperatureBits);
                    return new Ds18b20Probe(_thermometers, wiring);
                case ChannelKind.SoilMoistureSeesaw:
                case ChannelKind.SoilTemperatureSeesaw:
                    return new SeesawProbe(_i2c, _pause, wiring[0], wiring[1], kind == ChannelKind.SoilTemperatureSeesaw);
                default:
                    if (_air == null || !_air.IsAt(wiring[0], wiring[1]))
                        _air = new Sht4xSensor(_i2c, wiring[0], wiring[1]);
                    return new Sht4xProbe(_air, kind == ChannelKind.AirHumidity);
            }
        }
    }
}
