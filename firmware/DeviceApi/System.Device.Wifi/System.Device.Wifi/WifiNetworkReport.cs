namespace System.Device.Wifi
{
    public class WifiNetworkReport
    {
        internal WifiNetworkReport() => throw null;

        public WifiAvailableNetwork[] AvailableNetworks => throw null;
    }
}
