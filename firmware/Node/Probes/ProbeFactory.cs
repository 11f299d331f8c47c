using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>Makes the drivers that a layout asks for. Devices that give two channels are made once.</summary>
    public sealed class ProbeFactory
    {
        /// <summary>
        /// 11 bits, 0.125 °C in 375 ms: a quarter of the sensor's own error of 0.5 °C. 12 bits would keep processor and probes on for
        /// twice as long, a sixth of the charge of a day.
        /// </summary>
        private const int TemperatureBits = 11;

        private readonly IBoard _board;
        private readonly int[] _readings;
        private Ds18b20Bus? _thermometers;
        private Sht4xSensor? _air;

        /// <param name="board">The buses.</param>
        /// <param name="adcReadings">Readings averaged for one analog value.</param>
        public ProbeFactory(IBoard board, int adcReadings)
        {
            _board = board;
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

        private IProbe Make(ChannelKind kind, byte[] wiring)
        {
            switch (kind)
            {
                case ChannelKind.SoilMoistureAdc:
                    return new CapacitiveProbe(_board.Analog, wiring[0], _readings);
                case ChannelKind.SoilTemperature:
                    _thermometers ??= new Ds18b20Bus(_board.OneWire, _board.Pause, TemperatureBits);
                    return new Ds18b20Probe(_thermometers, wiring);
                case ChannelKind.SoilMoistureSeesaw:
                case ChannelKind.SoilTemperatureSeesaw:
                    return new SeesawProbe(_board.I2c, _board.Pause, wiring[0], wiring[1], kind == ChannelKind.SoilTemperatureSeesaw);
                default:
                    if (_air == null || !_air.IsAt(wiring[0], wiring[1]))
                        _air = new Sht4xSensor(_board.I2c, wiring[0], wiring[1]);
                    return new Sht4xProbe(_air, kind == ChannelKind.AirHumidity);
            }
        }
    }
}
