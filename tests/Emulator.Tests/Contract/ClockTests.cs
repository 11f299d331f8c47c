using Jena.SensorNode.Emulator.Tests.Support;
using Jena.SensorNode.Emulator.Time;

namespace Jena.SensorNode.Emulator.Tests.Contract;

/// <summary>A12.2: the clock keeps time through deep sleep with its drift, takes whole seconds, and is back in 1970 after power loss.</summary>
public class ClockTests
{
    private const string TellTime = "Say(DateTime.UtcNow.ToUnixTimeSeconds().ToString()); SleepFor(3600);";

    [Theory]
    [InlineData(50_000)]
    [InlineData(-50_000)]
    [InlineData(0)]
    public void A_drifting_clock_sleeps_by_its_own_time(double partsPerMillion)
    {
        var device = DevicePrograms.Device(TellTime, options: new DeviceOptions { SleepClockPartsPerMillion = partsPerMillion, AwakeClockPartsPerMillion = 0 });

        var first = device.RunOneWake()!;
        var second = device.RunOneWake()!;

        Assert.Equal(3600 / (1 + (partsPerMillion / 1e6)), (second.Start - first.End).TotalSeconds, 0.01);
        Assert.InRange(long.Parse(second.Log[0]) - long.Parse(first.Log[0]), 3600, 3602);
    }

    [Fact]
    public void Power_loss_sets_the_clock_back_to_1970()
    {
        var device = DevicePrograms.Device("Say(DateTime.UtcNow.Year.ToString()); Rtc.SetSystemTime(new DateTime(2026, 5, 1, 7, 0, 0)); SleepFor(3600);");
        device.PlanPowerCut(DevicePrograms.Start.AddHours(1.5), TimeSpan.FromMinutes(10));

        var years = new[] { device.RunOneWake()!, device.RunOneWake()!, device.RunOneWake()! };

        Assert.Equal("1970", years[0].Log[0]);
        Assert.Equal("2026", years[1].Log[0]);
        Assert.Equal("1970", years[2].Log[0]);
        Assert.Equal(StartCause.PowerOnOrReset, years[2].Cause);
        Assert.Equal(DevicePrograms.Start.AddHours(1.5).AddMinutes(10), years[2].Start);
    }

    [Fact]
    public void A_power_cut_in_the_sleep_does_not_carry_the_shared_clock_past_the_wake_that_follows_it()
    {
        var clock = new VirtualTimeProvider(DevicePrograms.Start);
        var device = new VirtualDevice("test", DevicePrograms.Compile(TellTime), DevicePrograms.Start, new DeviceOptions(), clock);
        device.PlanPowerCut(DevicePrograms.Start.AddMinutes(20), TimeSpan.FromMinutes(10));
        device.PlanPowerCut(DevicePrograms.Start.AddMinutes(25), TimeSpan.FromMinutes(1));
        var seen = new List<(DateTimeOffset Device, DateTimeOffset Clock)>();
        device.WakeEnded += (_, wake) => seen.Add((wake.End, clock.TrueUtcNow));

        // As a fleet runs it: the clock goes to what the device says comes next.
        while (seen.Count < 3)
        {
            clock.AdvanceTo(device.Next);
            device.Step(device.Next);
        }

        Assert.Equal(DevicePrograms.Start.AddMinutes(31), device.LastWake!.Start.AddHours(-1), TimeSpan.FromSeconds(2));
        Assert.All(seen, pair => Assert.Equal(pair.Device, pair.Clock));
    }

    [Fact]
    public void A_wake_that_a_power_cut_ends_is_over_when_the_power_goes()
    {
        var device = DevicePrograms.Device("Thread.Sleep(60000); SleepFor(3600);");
        device.PlanPowerCut(DevicePrograms.Start.AddSeconds(20), TimeSpan.FromMinutes(10));

        var (cut, next) = (device.RunOneWake()!, device.RunOneWake()!);

        Assert.Equal(WakeOutcome.PowerCut, cut.Outcome);
        Assert.Equal(DevicePrograms.Start.AddSeconds(20), cut.End);
        Assert.Equal(DevicePrograms.Start.AddSeconds(20).AddMinutes(10), next.Start);
    }

    [Fact]
    public void Setting_the_clock_drops_the_part_below_a_second()
    {
        var report = DevicePrograms.Run("Rtc.SetSystemTime(new DateTime(2026, 5, 1, 7, 0, 0, 900)); Say(DateTime.UtcNow.Millisecond < 10 ? \"dropped\" : \"kept\"); SleepFor(1);");

        Assert.Equal(["dropped"], report.Log);
    }

    [Fact]
    public void Uptime_begins_with_each_wake_and_is_not_moved_by_the_clock()
    {
        var device = DevicePrograms.Device("long t = System.Environment.TickCount64; Rtc.SetSystemTime(new DateTime(2030, 1, 1)); Say((System.Environment.TickCount64 - t < 10) + \" \" + (t >= 1000 && t < 1100)); SleepFor(1);");

        Assert.Equal(["True True"], device.RunOneWake()!.Log);
        Assert.Equal(["True True"], device.RunOneWake()!.Log);
    }

    [Fact]
    public void The_background_time_client_sets_the_clock_where_a_time_server_is_reachable()
    {
        var report = DevicePrograms.Run("Thread.Sleep(20000); Say(DateTime.UtcNow.Year.ToString()); SleepFor(1);", prepare: device =>
        {
            device.Wifi.BackgroundTimeSyncAfter = TimeSpan.FromSeconds(12);
            new Radio.WifiSettings { Options = Radio.WifiOptions.AutoConnect, Ssid = device.Wifi.Ssid, Password = device.Wifi.Password }.DeployTo(device.Flash);
        });

        Assert.Equal(["2026"], report.Log);
    }
}
