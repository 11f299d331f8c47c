using System;
using System.Net.NetworkInformation;
using System.Threading;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>
    /// The station as the firmware's stored configuration: with AutoConnect it associates before managed code exists, with Disable the
    /// radio stays off for the whole wake. README.md argues why the node switches between the two.
    /// </summary>
    public sealed class WifiRadio : IRadio
    {
        private const int PollMilliseconds = 50;

        private readonly Wireless80211Configuration? _stored;

        /// <summary>Reads the stored configuration.</summary>
        public WifiRadio()
        {
            try
            {
                var all = Wireless80211Configuration.GetAllWireless80211Configurations();
                _stored = all.Length > 0 ? all[0] : null;
                IsOn = _stored != null && HasNetwork && IsArmed;
            }
            catch (Exception)
            {
                _stored = null;
            }
        }

        /// <inheritdoc/>
        public bool IsOn { get; }

        /// <inheritdoc/>
        public bool HasNetwork => _stored != null && !string.IsNullOrEmpty(_stored.Ssid);

        private bool IsArmed => _stored != null
            && (_stored.Options & Wireless80211Configuration.ConfigurationOptions.AutoConnect) == Wireless80211Configuration.ConfigurationOptions.AutoConnect;

        private bool IsDisabled => _stored != null && _stored.Options == Wireless80211Configuration.ConfigurationOptions.Disable;

        /// <inheritdoc/>
        public bool Arm(bool on)
        {
            if (_stored == null)
                return false;
            if (on ? IsArmed : IsDisabled)
                return true;
            _stored.Options = on
                ? Wireless80211Configuration.ConfigurationOptions.AutoConnect
                : Wireless80211Configuration.ConfigurationOptions.Disable;
            return Save(_stored);
        }

        /// <inheritdoc/>
        public bool WaitForAddress(int milliseconds)
        {
            var end = Environment.TickCount64 + milliseconds;
            while (true)
            {
                if (HasAddress())
                    return true;
                if (Environment.TickCount64 >= end)
                    return false;
                Thread.Sleep(PollMilliseconds);
            }
        }

        /// <inheritdoc/>
        public WifiCredentials ReadNetwork()
            => new WifiCredentials(_stored?.Ssid ?? "", _stored?.Password ?? "");

        /// <inheritdoc/>
        public bool WriteNetwork(WifiCredentials network)
        {
            if (_stored == null)
                return false;
            _stored.Ssid = network.Name;
            _stored.Password = network.Password;
            _stored.Authentication = network.Password.Length == 0 ? AuthenticationType.Open : AuthenticationType.WPA2;
            _stored.Encryption = network.Password.Length == 0 ? EncryptionType.None : EncryptionType.WPA2;
            return Save(_stored);
        }

        /// <inheritdoc/>
        public bool WriteAddress(byte[]? addressMaskGateway)
        {
            try
            {
                var station = NetworkInterface.GetAllNetworkInterfaces()[0];
                if (addressMaskGateway == null)
                    station.EnableDhcp();
                else
                    station.EnableStaticIPv4(Text(addressMaskGateway, 0), Text(addressMaskGateway, 4), Text(addressMaskGateway, 8));
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private static bool HasAddress()
        {
            try
            {
                var all = NetworkInterface.GetAllNetworkInterfaces();
                if (all.Length == 0)
                    return false;
                var address = all[0].IPv4Address;
                return !string.IsNullOrEmpty(address) && address != "0.0.0.0";
            }
            catch (Exception)
            {
                return false;
            }
        }

        private static bool Save(Wireless80211Configuration configuration)
        {
            try
            {
                configuration.SaveConfiguration();
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private static string Text(byte[] address, int at)
            => address[at].ToString() + "." + address[at + 1].ToString() + "." + address[at + 2].ToString() + "." + address[at + 3].ToString();
    }
}
