namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>A WiFi network and its password.</summary>
    public sealed class WifiCredentials
    {
        /// <summary>Name, 1..32 bytes in UTF-8; empty where none is stored.</summary>
        public readonly string Name;

        /// <summary>Password, may be empty. Secret.</summary>
        public readonly string Password;

        /// <summary>Both.</summary>
        public WifiCredentials(string name, string password)
        {
            Name = name;
            Password = password;
        }

        /// <summary>True for the same network with the same password.</summary>
        public bool IsSame(WifiCredentials other) => Name == other.Name && Password == other.Password;
    }
}
