using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Radio;

namespace System.Net.NetworkInformation;

/// <summary>The stored station block. Saving it is a flash write and takes effect at the next boot.</summary>
public class Wireless80211Configuration
{
    public Wireless80211Configuration(uint id)
    {
        var stored = DeviceRun.Current.Radio.Stored;
        Id = id;
        Options = (ConfigurationOptions)(int)stored.Options;
        Ssid = stored.Ssid;
        Password = stored.Password;
    }

    public enum ConfigurationOptions : byte
    {
        None = 0,
        Disable = 1,
        Enable = 2,
        AutoConnect = 6,
        SmartConfig = 10,
    }

    public uint Id { get; }

    public AuthenticationType Authentication { get; set; } = AuthenticationType.WPA2;

    public EncryptionType Encryption { get; set; } = EncryptionType.WPA2;

    public RadioType Radio { get; set; }

    public ConfigurationOptions Options { get; set; }

    public string Ssid { get; set; }

    public string Password { get; set; }

    public static Wireless80211Configuration[] GetAllWireless80211Configurations()
    {
        DeviceRun.Current.Call();
        return [new Wireless80211Configuration(0)];
    }

    public void SaveConfiguration()
    {
        DeviceRun.Current.Call();
        var radio = DeviceRun.Current.Radio;
        radio.SaveWireless(radio.Stored with { Options = (WifiOptions)(int)Options, Ssid = Ssid, Password = Password });
    }
}
