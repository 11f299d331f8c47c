namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>The WiFi station. Managed code cannot switch it; it can only store what the firmware does at the next boot.</summary>
    public interface IRadio
    {
        /// <summary>True where the firmware switched the radio on when this wake began.</summary>
        bool IsOn { get; }

        /// <summary>True where the name of a network is stored.</summary>
        bool HasNetwork { get; }

        /// <summary>Stores whether the next boot has the radio on. Writes to flash only where that changes.</summary>
        /// <returns>False where it could not be stored.</returns>
        bool Arm(bool on);

        /// <summary>Waits for an IPv4 address.</summary>
        bool WaitForAddress(int milliseconds);

        /// <summary>The stored network and password.</summary>
        WifiCredentials ReadNetwork();

        /// <summary>Stores a network for the next boot.</summary>
        bool WriteNetwork(WifiCredentials network);

        /// <summary>Stores address, mask and gateway (4 bytes each) for the next boot, or DHCP for null.</summary>
        bool WriteAddress(byte[]? addressMaskGateway);
    }
}
