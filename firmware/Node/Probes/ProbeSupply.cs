using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>The load switch of the probes. It is off while the pin floats, as it does in deep sleep.</summary>
    public sealed class ProbeSupply : IProbeSupply
    {
        private readonly IPins _pins;
        private readonly byte _pin;

        /// <param name="pins">The GPIOs.</param>
        /// <param name="pin">From the layout; <see cref="ProbeLayout.NoPowerPin"/> where the probes are always supplied.</param>
        public ProbeSupply(IPins pins, byte pin)
        {
            _pins = pins;
            _pin = pin;
        }

        /// <inheritdoc/>
        public bool Switch(bool on) => _pin == ProbeLayout.NoPowerPin || _pins.Write(_pin, on);
    }
}
