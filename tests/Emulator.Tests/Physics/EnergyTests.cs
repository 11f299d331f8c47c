using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.Physics;

public class EnergyTests
{
    [Fact]
    public void Sleep_costs_what_the_table_says()
    {
        var device = DevicePrograms.Device("SleepFor(86400);");
        device.RunOneWake();
        device.RunOneWake();

        Assert.Equal(24 * 0.015, device.Ledger.MilliampereHours(EnergyCause.Sleep), 0.001);
    }

    [Fact]
    public void A_radio_session_without_a_lease_costs_about_what_was_measured()
    {
        var device = OnlineDevice.Make("c.Publish(\"t\", new byte[28], null, null, MqttQoSLevel.AtLeastOnce, false); Thread.Sleep(60); SleepFor(60);", 1);
        device.Link.Presence = OnlineDevice.Always(Link.GatewayPresence.StandIn);
        device.Wifi.Spread = 0;
        device.Wifi.LeaseMedian = TimeSpan.Zero;

        var report = device.RunOneWake()!;

        // glenn20: 108.6 mC for boot, association with a fixed address and MQTT, of which the boot takes 3.3 mC; ours takes a second.
        var withoutBoot = report.Millicoulombs - device.Ledger.Millicoulombs(EnergyCause.Boot);
        Assert.InRange(withoutBoot, 60, 160);
    }

    [Fact]
    public void Every_charge_has_one_cause()
    {
        var device = DevicePrograms.Device("File.WriteAllBytes(\"I:\\\\a\", new byte[9000]); Thread.Sleep(100); SleepFor(600);");
        var report = device.RunOneWake()!;

        Assert.Equal(device.Ledger.TotalMillicoulombs, Enum.GetValues<EnergyCause>().Sum(device.Ledger.Millicoulombs), 1e-9);
        Assert.Equal(report.Millicoulombs, device.Ledger.TotalMillicoulombs, 1e-9);
        Assert.True(device.Ledger.Millicoulombs(EnergyCause.Flash) > 0);
    }

    [Fact]
    public void A_battery_sags_under_load_in_the_cold_and_when_it_is_low()
    {
        var full = new Battery(BatteryModel.TwoAaLithium);
        var low = new Battery(BatteryModel.TwoAaLithium, 0.1);

        Assert.True(full.Millivolts(0, 20) > full.Millivolts(150, 20));
        Assert.True(full.Millivolts(150, 20) > full.Millivolts(150, -15));
        Assert.True(full.Millivolts(150, 20) > low.Millivolts(150, 20));
    }

    [Fact]
    public void A_weak_battery_breaks_down_under_the_radio_and_the_chip_resets()
    {
        var device = DevicePrograms.Device("Thread.Sleep(3000); SleepFor(60);", options: new DeviceOptions { BatteryChargeShare = 0.08 });
        OnlineDevice.Store(device, Radio.WifiOptions.AutoConnect);

        var report = device.RunOneWake()!;

        Assert.Equal(WakeOutcome.PowerCut, report.Outcome);
        Assert.Equal("brown-out", report.Reason);
    }

    [Fact]
    public void An_empty_battery_ends_the_story()
    {
        var device = DevicePrograms.Device("Thread.Sleep(100000); SleepFor(60);", options: new DeviceOptions { BatteryChargeShare = 0.0001 });

        while (device.RunOneWake() is not null)
        {
        }

        Assert.True(device.IsHung);
    }

    [Theory]
    [InlineData(3.0)]
    [InlineData(12.0)]
    public void Battery_life_falls_with_use_and_self_discharge(double milliampereHoursPerDay)
    {
        foreach (var model in BatteryModel.Named)
        {
            var years = model.LifeYears(milliampereHoursPerDay);
            Assert.InRange(years, 0.1, model.CapacityMilliampereHours / milliampereHoursPerDay / 365);
        }
    }
}
