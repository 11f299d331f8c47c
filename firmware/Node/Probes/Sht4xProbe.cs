namespace Jena.SensorNode.Node.Probes
{
    /// <summary>One of the two channels of an SHT4x.</summary>
    public sealed class Sht4xProbe : IProbe
    {
        private readonly Sht4xSensor _sensor;
        private readonly bool _isHumidity;

        /// <param name="sensor">The sensor, shared by both channels.</param>
        /// <param name="isHumidity">True for 1/100 %, false for 1/100 °C.</param>
        public Sht4xProbe(Sht4xSensor sensor, bool isHumidity)
        {
            _sensor = sensor;
            _isHumidity = isHumidity;
        }

        /// <inheritdoc/>
        public int Start() => _sensor.Start();

        /// <inheritdoc/>
        public void Read(Reading reading)
        {
            if (_isHumidity)
                _sensor.ReadHumidity(reading);
            else
                _sensor.ReadTemperature(reading);
        }
    }
}
