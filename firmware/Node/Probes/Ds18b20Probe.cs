namespace Jena.SensorNode.Node.Probes
{
    /// <summary>One DS18B20 of the bus: a channel of soil temperature in 1/16 °C.</summary>
    public sealed class Ds18b20Probe : IProbe
    {
        private readonly Ds18b20Bus _bus;
        private readonly byte[] _romId;

        /// <param name="bus">The bus that it hangs on with others.</param>
        /// <param name="romId">Eight bytes, or none where it is alone.</param>
        public Ds18b20Probe(Ds18b20Bus bus, byte[] romId)
        {
            _bus = bus;
            _romId = romId;
        }

        /// <inheritdoc/>
        public int Start() => _bus.Start();

        /// <inheritdoc/>
        public void Read(Reading reading) => _bus.Read(_romId, reading);
    }
}
