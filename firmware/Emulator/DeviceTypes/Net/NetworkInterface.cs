using System.Linq;
using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Radio;

namespace System.Net.NetworkInformation;

/// <summary>The station's interface: no address before the radio has one. Changes are stored at once and cost a flash write.</summary>
public class NetworkInterface
{
    public NetworkInterface(int interfaceIndex)
    {
    }

    private static WifiRadio Radio => DeviceRun.Current.Radio;

    public NetworkInterfaceType NetworkInterfaceType => NetworkInterfaceType.Wireless80211;

    public string IPv4Address => Radio.Address.Length > 0 ? Radio.Address : "0.0.0.0";

    public string IPv4SubnetMask => Radio.Address.Length > 0 ? "255.255.255.0" : "0.0.0.0";

    public string IPv4GatewayAddress => Radio.Stored.StaticGateway.Length > 0 ? Radio.Stored.StaticGateway : "0.0.0.0";

    public string[] IPv4DnsAddresses => [.. Radio.Stored.DnsAddresses];

    public bool IsDhcpEnabled => Radio.Stored.StaticAddress.Length == 0;

    public bool IsAutomaticDnsEnabled => Radio.Stored.DnsAddresses.Count == 0;

    public uint SpecificConfigId => 0;

    public byte[] PhysicalAddress => [0x24, 0x6F, 0x28, .. BitConverter.GetBytes(DeviceRun.Current.Device.Options.Seed).Take(3)];

    public static NetworkInterface[] GetAllNetworkInterfaces()
    {
        DeviceRun.Current.Call();
        DeviceRun.Current.MayHang(BlockingCall.NetworkInterface);
        return [new NetworkInterface(0)];
    }

    public static bool GetIsNetworkAvailable() => Radio.State == RadioState.Connected;

    public void EnableDhcp() => Radio.SaveAddress(Radio.Stored with { StaticAddress = "", StaticMask = "", StaticGateway = "" });

    public void EnableStaticIPv4(string ipv4Address, string ipv4SubnetMask, string ipv4GatewayAddress) => Radio.SaveAddress(
        Radio.Stored with { StaticAddress = ipv4Address, StaticMask = ipv4SubnetMask, StaticGateway = ipv4GatewayAddress });

    public void EnableStaticIPv4Dns(string[] dnsAddresses) => Radio.SaveAddress(Radio.Stored with { DnsAddresses = [.. dnsAddresses] });

    public void EnableAutomaticDns() => Radio.SaveAddress(Radio.Stored with { DnsAddresses = [] });
}
