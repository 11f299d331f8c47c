using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.Contract;

/// <summary>A12.10 and A7.2: threads, locks, events, timers and the base library's own ways.</summary>
public class ThreadTests
{
    [Fact]
    public void Waiting_is_virtual_and_costs_no_real_time()
    {
        var real = System.Diagnostics.Stopwatch.StartNew();

        var report = DevicePrograms.Run("Thread.Sleep(3600000); SleepFor(1);");

        Assert.InRange(report.AwakeTime.TotalSeconds, 3601, 3602);
        Assert.True(real.Elapsed < TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_lock_keeps_others_out_while_its_holder_sleeps()
    {
        var report = DevicePrograms.Run("""
            object gate = new object();
            Thread other = new Thread(() => { lock (gate) { Say("other"); } });
            lock (gate) { other.Start(); Thread.Sleep(1000); Say("first"); }
            other.Join(); SleepFor(1);
            """);

        Assert.Equal(["first", "other"], report.Log);
    }

    [Fact]
    public void Events_time_out_wake_one_or_all_and_are_picked_from_several()
    {
        var report = DevicePrograms.Run("""
            AutoResetEvent a = new AutoResetEvent(false); ManualResetEvent m = new ManualResetEvent(false);
            Say(a.WaitOne(500, false).ToString());
            new Thread(() => { Thread.Sleep(300); a.Set(); }).Start(); Say(a.WaitOne(500, false) + " " + a.WaitOne(0, false));
            m.Set(); Say(WaitHandle.WaitAny(new WaitHandle[] { a, m }, 100, false) + " " + m.WaitOne(0, false));
            Say(WaitHandle.WaitAny(new WaitHandle[] { a }, 100, false) == WaitHandle.WaitTimeout ? "timeout" : "set"); SleepFor(1);
            """);

        Assert.Equal(["False", "True False", "1 True", "timeout"], report.Log);
    }

    [Fact]
    public void A_timer_fires_again_and_again_until_it_is_disposed()
    {
        var report = DevicePrograms.Run("Timer t = new Timer(x => Say((string)x), \"tick\", 100, 100); Thread.Sleep(350); t.Dispose(); Thread.Sleep(500); SleepFor(1);");

        Assert.Equal(["tick", "tick", "tick"], report.Log);
    }

    [Fact]
    public void Spans_are_made_from_whole_numbers_and_dates_are_always_utc()
    {
        var report = DevicePrograms.Run("Say(TimeSpan.FromHours(25L).Days + \" \" + TimeSpan.FromMilliseconds(1500L).TotalSeconds + \" \" + new DateTime(2024, 2, 29).DayOfYear + \" \" + (int)DateTime.UnixEpoch.Kind); SleepFor(1);");

        Assert.Equal(["1 1.5 60 1"], report.Log);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_whatever_the_program_seeds()
    {
        const string Main = "Random r = new Random(7); Say(r.Next(1000) + \" \" + r.Next(1000)); SleepFor(1);";

        Assert.Equal(DevicePrograms.Run(Main).Log, DevicePrograms.Run(Main).Log);
        Assert.NotEqual(DevicePrograms.Run(Main).Log, DevicePrograms.Device(Main, options: new DeviceOptions { Seed = 99 }).RunOneWake()!.Log);
    }
}
