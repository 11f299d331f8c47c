namespace System.Net.NetworkInformation
{
    public class WirelessAPConfiguration
    {
        public WirelessAPConfiguration(uint id) => throw null;

        public AuthenticationType Authentication { get => throw null; set => throw null; }

        public EncryptionType Encryption { get => throw null; set => throw null; }

        public RadioType Radio { get => throw null; set => throw null; }

        public string Password { get => throw null; set => throw null; }

        public string Ssid { get => throw null; set => throw null; }

        public WirelessAPConfiguration.ConfigurationOptions Options { get => throw null; set => throw null; }

        public byte Channel { get => throw null; set => throw null; }

        public byte MaxConnections { get => throw null; set => throw null; }

        public uint Id => throw null;

        public void SaveConfiguration() => throw null;

        public static WirelessAPConfiguration[] GetAllWirelessAPConfigurations() => throw null;

        public WirelessAPStation[] GetConnectedStations() => throw null;

        public WirelessAPStation GetConnectedStations(int stationIndex) => throw null;

        public void DeAuthStation(int stationIndex) => throw null;

        [Flags]
        public enum ConfigurationOptions : byte
        {
            None = 0,
            Disable = 1,
            Enable = 2,
            AutoStart = 6,
            HiddenSSID = 8,
        }
    }
}
