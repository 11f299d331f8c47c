using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.Contract;

/// <summary>A12.2 and A12.3: what deep sleep is, what survives it, and what happens to a program that does not reach it.</summary>
public class SleepTests
{
    [Fact]
    public void Deep_sleep_never_returns_and_the_next_wake_is_by_timer()
    {
        var device = DevicePrograms.Device("Say(((int)Sleep.GetWakeupCause()).ToString()); SleepFor(900); Say(\"returned\");");

        var first = device.RunOneWake()!;
        var second = device.RunOneWake()!;

        Assert.Equal(["0"], first.Log);
        Assert.Equal(["4"], second.Log);
        Assert.Equal(WakeOutcome.Slept, second.Outcome);
        Assert.Equal(TimeSpan.FromSeconds(900), first.SleepTime);
        Assert.Equal(first.End + TimeSpan.FromSeconds(900), second.Start);
    }

    [Fact]
    public void Handlers_of_the_program_cannot_swallow_the_end_of_the_wake()
    {
        var report = DevicePrograms.Run("""
            try { SleepFor(60); } catch (Exception) { Say("caught"); File.WriteAllBytes("I:\\late", new byte[1]); } finally { Say("finally"); }
            """);

        Assert.Equal(WakeOutcome.Slept, report.Outcome);
        Assert.Empty(report.Log);
    }

    [Fact]
    public void Every_other_thread_ends_with_the_wake()
    {
        var device = DevicePrograms.Device("new Thread(Tick).Start(); Thread.Sleep(350); SleepFor(60);",
            "static void Tick() { while (true) { Thread.Sleep(100); Say(\"tick\"); } }");

        Assert.Equal(["tick", "tick", "tick"], device.RunOneWake()!.Log);
        Assert.Equal(["tick", "tick", "tick"], device.RunOneWake()!.Log);
    }

    [Theory]
    [InlineData("", "Main returned")]
    [InlineData("throw new Exception(\"boom\");", "boom")]
    public void A_program_that_ends_or_dies_hangs_and_drains_the_battery_until_somebody_cycles_the_power(string main, string said)
    {
        var device = DevicePrograms.Device(main);

        var report = device.RunOneWake()!;
        var spent = device.Ledger.TotalMilliampereHours;
        var nothing = device.RunOneWake();
        device.PowerCycle(device.Now + TimeSpan.FromHours(10));

        Assert.Equal(WakeOutcome.Hung, report.Outcome);
        Assert.Contains(report.Log, line => line.Contains(said, StringComparison.Ordinal));
        Assert.Null(nothing);
        Assert.True(device.Ledger.TotalMilliampereHours - spent > 10 * 50, "ten hours with the radio on cost too little");
        Assert.NotNull(device.RunOneWake());
    }

    [Fact]
    public void An_exception_in_a_worker_ends_that_thread_alone()
    {
        var report = DevicePrograms.Run("new Thread(Die).Start(); Thread.Sleep(500); Say(\"alive\"); SleepFor(60);", "static void Die() { throw new Exception(\"boom\"); }");

        Assert.Equal(WakeOutcome.Slept, report.Outcome);
        Assert.Contains("alive", report.Log);
    }

    [Fact]
    public void A_guard_thread_ends_a_main_thread_that_waits_for_ever()
    {
        var report = DevicePrograms.Run("var guard = new Thread(Guard); guard.Priority = ThreadPriority.Highest; guard.Start(); new AutoResetEvent(false).WaitOne();",
            "static void Guard() { Thread.Sleep(45000); SleepFor(900); }");

        Assert.Equal(WakeOutcome.Slept, report.Outcome);
        Assert.InRange(report.AwakeTime.TotalSeconds, 45.9, 46.5);
    }

    [Fact]
    public void A_guard_thread_ends_a_main_thread_that_polls_for_ever()
    {
        var report = DevicePrograms.Run("new Thread(Guard).Start(); while (DateTime.UtcNow.Ticks > 0) { }", "static void Guard() { Thread.Sleep(3000); SleepFor(900); }");

        Assert.Equal(WakeOutcome.Slept, report.Outcome);
    }

    [Fact]
    public void A_loop_without_any_call_is_found_by_real_time_and_counts_as_hung()
    {
        // A runaway thread cannot be stopped from outside, so this one stops some seconds later by itself.
        var device = DevicePrograms.Device("int i = 1; for (long k = 0; k < 3000000000L; k++) i ^= (int)k; Say(i.ToString()); SleepFor(60);", options: new DeviceOptions { RealStallLimit = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(WakeOutcome.Hung, device.RunOneWake()!.Outcome);
    }

    [Fact]
    public void Sleeping_with_no_wake_source_is_a_hang()
    {
        var report = DevicePrograms.Run("Sleep.StartDeepSleep();");

        Assert.Equal(WakeOutcome.Hung, report.Outcome);
    }

    [Fact]
    public void A_reset_wakes_with_an_undefined_cause_and_the_clock_goes_on()
    {
        var device = DevicePrograms.Device("""
            Say(((int)Sleep.GetWakeupCause()) + " " + DateTime.UtcNow.Year);
            if (DateTime.UtcNow.Year == 1970) { Rtc.SetSystemTime(new DateTime(2026, 5, 1)); Power.RebootDevice(); }
            SleepFor(60);
            """);

        Assert.Equal(["0 1970"], device.RunOneWake()!.Log);
        Assert.Equal(["0 2026"], device.RunOneWake()!.Log);
    }

    [Fact]
    public void A_pin_wakes_before_the_timer()
    {
        var device = DevicePrograms.Device("Say(((int)Sleep.GetWakeupCause()).ToString()); Sleep.EnableWakeupByPin(Sleep.WakeupGpioPin.Pin33, 0); SleepFor(900);");
        device.RunOneWake();

        device.TouchWakePin(33, device.Now + TimeSpan.FromMinutes(1));

        Assert.Equal(["2"], device.RunOneWake()!.Log);
    }

    [Fact]
    public void A_program_with_state_in_a_static_is_refused()
    {
        var image = DevicePrograms.Emit("count++; SleepFor(60);", "static int count;");

        var error = Assert.Throws<Programs.ProgramException>(() => Programs.NodeProgram.Load(image));

        Assert.Contains("Program.count", error.Message, StringComparison.Ordinal);
    }
}
