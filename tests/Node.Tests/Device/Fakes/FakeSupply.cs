using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>The switch of the probes.</summary>
    public sealed class FakeSupply : IProbeSupply
    {
        /// <summary>True: it cannot be switched.</summary>
        public bool IsBroken { get; set; }

        /// <summary>Its present position.</summary>
        public bool IsOn { get; private set; }

        /// <summary>How often it was switched.</summary>
        public int Switched { get; private set; }

        /// <inheritdoc/>
        public bool Switch(bool on)
        {
            IsOn = on;
            Switched++;
            return !IsBroken;
        }
    }
}
