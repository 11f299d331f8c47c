using System.Text;
using Jena.SensorNode.Node.Storage;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Settings
{
    /// <summary>The last WiFi network that worked, kept while another is on trial. In clear, as the firmware keeps its own copy.</summary>
    public sealed class WifiBackup
    {
        private const byte Kind = 0x21;
        private const int NameBytes = 32;
        private const int PasswordBytes = 64;

        private readonly TwoSlotFile _file;
        private readonly byte[] _payload = new byte[2 + NameBytes + PasswordBytes];

        /// <param name="flash">Where the two files live.</param>
        public WifiBackup(IFlash flash) => _file = new TwoSlotFile(flash, "wifi", Kind, 2 + NameBytes + PasswordBytes);

        /// <summary>The network kept, or null.</summary>
        public WifiCredentials? Load()
        {
            if (!_file.Load(_payload) || _payload[0] > NameBytes || _payload[1] > PasswordBytes)
                return null;
            return new WifiCredentials(
                Encoding.UTF8.GetString(_payload, 2, _payload[0]),
                Encoding.UTF8.GetString(_payload, 2 + NameBytes, _payload[1]));
        }

        /// <summary>Keeps a network; false where it is too long or the flash refuses.</summary>
        public bool Save(WifiCredentials network)
        {
            var name = Encoding.UTF8.GetBytes(network.Name);
            var password = Encoding.UTF8.GetBytes(network.Password);
            if (name.Length > NameBytes || password.Length > PasswordBytes)
                return false;
            _file.Load(_payload);
            System.Array.Clear(_payload, 0, _payload.Length);
            _payload[0] = (byte)name.Length;
            _payload[1] = (byte)password.Length;
            System.Array.Copy(name, 0, _payload, 2, name.Length);
            System.Array.Copy(password, 0, _payload, 2 + NameBytes, password.Length);
            return _file.Save(_payload);
        }
    }
}
