using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Radio;
using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.Contract;

/// <summary>A12.6: the radio goes by what is stored when the device boots.</summary>
public class WifiTests
{
    private const string TellAddress = "Say(NetworkInterface.GetAllNetworkInterfaces()[0].IPv4Address); Thread.Sleep(15000); Say(NetworkInterface.GetAllNetworkInterfaces()[0].IPv4Address); SleepFor(60);";

    [Fact]
    public void The_address_is_empty_until_the_association_begun_at_boot_is_done()
    {
        var report = DevicePrograms.Run(TellAddress, prepare: device => OnlineDevice.Store(device, WifiOptions.AutoConnect));

        Assert.Equal(["0.0.0.0", "192.168.4.23"], report.Log);
        Assert.InRange(report.AddressAfter!.Value.TotalSeconds, 0.2, 12);
    }

    [Theory]
    [InlineData("there is none")]
    [InlineData("the password is wrong")]
    [InlineData("no network is stored")]
    public void Without_a_network_the_radio_searches_in_vain_and_costs(string because)
    {
        var device = DevicePrograms.Device(TellAddress);
        OnlineDevice.Store(device, WifiOptions.AutoConnect);
        switch (because)
        {
            case "there is none":
                device.Wifi.IsReachable = _ => false;
                break;
            case "the password is wrong":
                device.Wifi.Password = "changed";
                break;
            default:
                WifiSettings.Factory.DeployTo(device.Flash);
                break;
        }

        var report = device.RunOneWake()!;

        Assert.Equal(["0.0.0.0", "0.0.0.0"], report.Log);
        Assert.Equal(report.AwakeTime, report.RadioTime);
        Assert.True(device.Ledger.Millicoulombs(EnergyCause.RadioConnect) > 1500);
    }

    [Fact]
    public void A_stored_option_takes_effect_at_the_next_boot_and_disabled_means_no_charge()
    {
        var device = DevicePrograms.Device("""
            Wireless80211Configuration w = Wireless80211Configuration.GetAllWireless80211Configurations()[0];
            if (w.Options != Wireless80211Configuration.ConfigurationOptions.Disable) { w.Options = Wireless80211Configuration.ConfigurationOptions.Disable; w.SaveConfiguration(); }
            Thread.Sleep(5000); SleepFor(60);
            """);
        OnlineDevice.Store(device, WifiOptions.AutoConnect);

        var first = device.RunOneWake()!;
        var second = device.RunOneWake()!;

        Assert.True(first.RadioTime > TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.Zero, second.RadioTime);
        Assert.Equal(1, device.NetworkSettingsWrites);
    }

    [Fact]
    public void A_fixed_address_is_stored_with_a_flash_write_and_is_faster_than_a_lease()
    {
        var device = DevicePrograms.Device("if (NetworkInterface.GetAllNetworkInterfaces()[0].IsDhcpEnabled) NetworkInterface.GetAllNetworkInterfaces()[0].EnableStaticIPv4(\"192.168.4.77\", \"255.255.255.0\", \"192.168.4.1\");" + TellAddress);
        device.Wifi.Spread = 0;
        OnlineDevice.Store(device, WifiOptions.AutoConnect);

        var lease = device.RunOneWake()!;
        var fixedAddress = device.RunOneWake()!;

        Assert.Equal(1, device.NetworkSettingsWrites);
        Assert.Equal("192.168.4.77", fixedAddress.Log[1]);
        Assert.True(fixedAddress.AddressAfter < lease.AddressAfter);
    }

    [Fact]
    public void A_network_that_comes_back_during_the_wake_is_joined()
    {
        var report = DevicePrograms.Run(TellAddress, prepare: device =>
        {
            OnlineDevice.Store(device, WifiOptions.AutoConnect);
            device.Wifi.IsReachable = time => time > DevicePrograms.Start.AddSeconds(5);
        });

        Assert.InRange(report.AddressAfter!.Value.TotalSeconds, 5, 14);
    }
}
