using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>The station: what is stored counts at the next boot.</summary>
    public sealed class FakeRadio : IRadio
    {
        /// <summary>A station with a network, on at the first boot.</summary>
        public FakeRadio() => Boot();

        /// <summary>True: the radio is on at the next boot.</summary>
        public bool IsArmed { get; private set; } = true;

        /// <summary>True: what is armed has no effect.</summary>
        public bool StaysOff { get; set; }

        /// <summary>True: an address comes.</summary>
        public bool HasLink { get; set; } = true;

        /// <summary>The only network that answers, or null for any.</summary>
        public string? OnlyNetwork { get; set; }

        /// <summary>The stored network.</summary>
        public WifiCredentials Network { get; set; } = new WifiCredentials("baum", "geheim");

        /// <summary>How often the configuration was written.</summary>
        public int Saves { get; private set; }

        /// <inheritdoc/>
        public bool IsOn { get; private set; }

        /// <inheritdoc/>
        public bool HasNetwork => Network.Name.Length > 0;

        /// <summary>The firmware starts and takes what is stored.</summary>
        public void Boot() => IsOn = IsArmed && !StaysOff;

        /// <inheritdoc/>
        public bool Arm(bool on)
        {
            if (on != IsArmed)
                Saves++;
            IsArmed = on;
            return true;
        }

        /// <inheritdoc/>
        public bool WaitForAddress(int milliseconds) => HasLink && (OnlyNetwork == null || OnlyNetwork == Network.Name);

        /// <inheritdoc/>
        public WifiCredentials ReadNetwork() => Network;

        /// <inheritdoc/>
        public bool WriteNetwork(WifiCredentials network)
        {
            Network = network;
            return true;
        }

        /// <inheritdoc/>
        public bool WriteAddress(byte[]? addressMaskGateway) => true;
    }
}
