using Jena.SensorNode.Emulator.Flash;
using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Probes;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Emulator.Radio;
using Jena.SensorNode.Emulator.Scheduling;
using Jena.SensorNode.Emulator.Time;

namespace Jena.SensorNode.Emulator;

/// <summary>
/// A virtual ESP32: what survives deep sleep (flash, clock, stored network settings, battery) and the cycle of waking and sleeping. It runs any
/// program given as its main method, and knows nothing of the names of the device's types.
/// </summary>
public sealed class VirtualDevice
{
    private readonly List<(DateTimeOffset At, TimeSpan Off)> powerCuts = [];
    private DeviceRun? run;
    private AgendaEntry? cutEntry;
    private StartCause nextCause;
    private long nextStartTicks;
    private long wakes;
    private long flashBytesBefore;
    private TimeSpan offTime;

    /// <summary>Makes a device without power; the first wake begins at <paramref name="start"/>.</summary>
    /// <param name="name">For logs and tests.</param>
    /// <param name="program">The program.</param>
    /// <param name="start">True time of the first power-on.</param>
    /// <param name="options">The kind of device.</param>
    /// <param name="clock">A clock shared with a gateway; advanced as the device goes.</param>
    public VirtualDevice(string name, DeviceProgram program, DateTimeOffset start, DeviceOptions? options = null, VirtualTimeProvider? clock = null)
    {
        Name = name;
        Program = program;
        Options = options ?? new DeviceOptions();
        Clock = clock;
        NowTicks = nextStartTicks = start.UtcTicks;
        Random = new Random(Options.Seed);
        Battery = new Battery(Options.Battery, Options.BatteryChargeShare);
        Rtc.Reset(NowTicks);
    }

    /// <summary>Raised after each wake.</summary>
    public event Action<VirtualDevice, WakeReport>? WakeEnded;

    /// <summary>The device's name.</summary>
    public string Name { get; }

    /// <summary>What it runs.</summary>
    public DeviceProgram Program { get; }

    /// <summary>The kind of device.</summary>
    public DeviceOptions Options { get; }

    /// <summary>The shared clock.</summary>
    public VirtualTimeProvider? Clock { get; }

    /// <summary>The file system.</summary>
    public FlashFileSystem Flash { get; } = new();

    /// <summary>The device's clock.</summary>
    public RtcClock Rtc { get; } = new();

    /// <summary>The battery.</summary>
    public Battery Battery { get; }

    /// <summary>Charge spent so far.</summary>
    public EnergyLedger Ledger { get; } = new();

    /// <summary>The access point.</summary>
    public WifiConditions Wifi { get; } = new();

    /// <summary>The way to the gateway.</summary>
    public LinkConditions Link { get; } = new();

    /// <summary>What is soldered on.</summary>
    public Wiring Wiring { get; } = new();

    /// <summary>Tells which calls do not return; the thread that makes one waits for ever, while others run.</summary>
    public Func<BlockingCall, DateTimeOffset, bool> NeverReturns { get; set; } = (_, _) => false;

    /// <summary>Writes of the stored network settings by the program.</summary>
    public int NetworkSettingsWrites { get; internal set; }

    /// <summary>True: stuck with the radio on or in a sleep without end, until <see cref="PowerCycle"/>.</summary>
    public bool IsHung { get; private set; }

    /// <summary>The last exception that ended a thread of the program.</summary>
    public Exception? LastUncaught { get; internal set; }

    /// <summary>The last finished wake.</summary>
    public WakeReport? LastWake { get; private set; }

    /// <summary>True time the device has reached.</summary>
    public DateTimeOffset Now => new(NowTicks, TimeSpan.Zero);

    /// <summary>True time of the next thing to happen here; the end of time when it hangs.</summary>
    public DateTimeOffset Next => IsHung
        ? DateTimeOffset.MaxValue
        : new DateTimeOffset(Math.Min(run?.Scheduler.NextTicks ?? NextWithoutRunTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    /// <summary>A power cut in the sleep comes before the wake that was planned, and the one after it may come earlier than that.</summary>
    private long NextWithoutRunTicks => powerCuts.Count > 0 ? Math.Min(nextStartTicks, Math.Max(powerCuts[0].At.UtcTicks, NowTicks)) : nextStartTicks;

    internal Random Random { get; }

    internal long NowTicks { get; private set; }

    internal int? ArmedWakePin { get; set; }

    /// <summary>Plans a power cut; power comes back after <paramref name="off"/>.</summary>
    public void PlanPowerCut(DateTimeOffset at, TimeSpan off)
    {
        powerCuts.Add((at, off));
        powerCuts.Sort();
    }

    /// <summary>Takes power away now and gives it back: the only way out of a hang. Not while a wake is under way.</summary>
    public void PowerCycle(DateTimeOffset at)
    {
        SpendUntil(at.UtcTicks);
        IsHung = false;
        Rtc.Reset(NowTicks);
        nextStartTicks = NowTicks;
        nextCause = StartCause.PowerOnOrReset;
    }

    /// <summary>A level on the armed wake pin ends the deep sleep early; ignored when none is armed or the device is awake.</summary>
    public void TouchWakePin(int pin, DateTimeOffset at)
    {
        if (run is null && !IsHung && ArmedWakePin == pin && at.UtcTicks < nextStartTicks)
        {
            nextStartTicks = at.UtcTicks;
            nextCause = StartCause.Pin;
        }
    }

    /// <summary>Runs the next wake to its end. Null when the device hangs.</summary>
    public WakeReport? RunOneWake()
    {
        var before = wakes;
        while (!IsHung && wakes == before)
        {
            Step(DateTimeOffset.MaxValue, stopAfterWake: true);
        }

        return wakes == before ? null : LastWake;
    }

    /// <summary>Runs wakes until a true time; a wake under way then is left as it is and goes on in the next call.</summary>
    public void RunUntil(DateTimeOffset until)
    {
        while (!IsHung && Next <= until)
        {
            Step(until, stopAfterWake: false);
        }
    }

    /// <summary>Goes on until nothing more is to be done before <paramref name="until"/>, or one wake has ended.</summary>
    public void Step(DateTimeOffset until, bool stopAfterWake = true)
    {
        do
        {
            if (run is null)
            {
                if (IsHung || NextWithoutRunTicks > until.UtcTicks)
                {
                    return;
                }

                Wake();
                if (run is null)
                {
                    continue;
                }
            }

            run.Scheduler.RunUntil(until.UtcTicks, Options.RealStallLimit);
            NowTicks = run.Scheduler.NowTicks;
            Clock?.AdvanceTo(Now);
            if (!run.Scheduler.HasEnded)
            {
                return;
            }

            FinishWake(run);
        }
        while (!stopAfterWake);
    }

    private void Wake()
    {
        if (powerCuts.Count > 0 && powerCuts[0].At.UtcTicks <= nextStartTicks)
        {
            var (at, off) = powerCuts[0];
            powerCuts.RemoveAt(0);
            SpendUntil(at.UtcTicks);
            LosePower(off);
            return;
        }

        SpendUntil(nextStartTicks);
        Rtc.RunAt(NowTicks, Options.AwakeClockPartsPerMillion);
        wakes++;
        flashBytesBefore = Flash.Counters.BytesProgrammed;
        run = new DeviceRun(this, nextCause, Program.Main);
        if (powerCuts.Count > 0)
        {
            var off = powerCuts[0].Off;
            cutEntry = run.Scheduler.At(powerCuts[0].At.UtcTicks, () =>
            {
                offTime = off;
                powerCuts.RemoveAt(0);
                run.CutPower("planned power cut");
            });
        }
    }

    private void FinishWake(DeviceRun ended)
    {
        run = null;
        cutEntry?.IsCancelled = true;
        ended.RunAtEnd();
        var end = ended.Scheduler.End!;
        var spent = Ledger.TotalMillicoulombs - ended.LedgerBefore.TotalMillicoulombs;
        Battery.Spend(Options.HasEndlessBattery ? 0 : spent, TimeSpan.FromTicks(NowTicks - ended.StartTicks));
        nextCause = StartCause.PowerOnOrReset;
        var endTicks = nextStartTicks = NowTicks;
        switch (end.Outcome)
        {
            case WakeOutcome.Slept:
                var celsius = Options.ModuleCelsius(Now);
                Rtc.RunAt(NowTicks, Options.SleepClockPartsPerMillion + (Options.SleepClockPartsPerMillionPerKelvin * (celsius - 20)));
                nextStartTicks = Math.Min(NowTicks + Rtc.TrueSpan(end.TimerTicks!.Value), DateTimeOffset.MaxValue.UtcTicks);
                nextCause = StartCause.Timer;
                break;
            case WakeOutcome.PowerCut:
                LosePower(end.Reason == "brown-out" ? TimeSpan.FromSeconds(1) : offTime);
                break;
            case WakeOutcome.Hung:
                IsHung = true;
                break;
            case WakeOutcome.Rebooted:
            default:
                break;
        }

        if (!Options.HasEndlessBattery && Battery.Millivolts(0, Options.ModuleCelsius(Now)) < Options.Energy.BrownOutMillivolts)
        {
            IsHung = true;
            end = end with { Outcome = WakeOutcome.Hung, Reason = "the battery is empty" };
        }

        LastWake = new WakeReport(
            wakes, ended.Cause, new DateTimeOffset(ended.StartTicks, TimeSpan.Zero), new DateTimeOffset(endTicks, TimeSpan.Zero), end.Outcome, end.Reason,
            end.Outcome == WakeOutcome.Slept ? TimeSpan.FromTicks(nextStartTicks - NowTicks) : null,
            ended.RadioTime,
            ended.Radio.ConnectedTicks is { } connected ? TimeSpan.FromTicks(connected - ended.StartTicks) : null,
            spent, Flash.Counters.BytesProgrammed - flashBytesBefore, ended.Scheduler.RepliesGivenUp,
            ended.InstructionCount, ended.Heap.AllocatedBytes, ended.Heap.PeakLiveBytes, ended.LogLines, ended.Gpio.Changes);
        WakeEnded?.Invoke(this, LastWake);
    }

    private void LosePower(TimeSpan off)
    {
        NowTicks += off.Ticks;
        nextStartTicks = NowTicks;
        nextCause = StartCause.PowerOnOrReset;
        Rtc.Reset(NowTicks);
    }

    /// <summary>Time without a wake: deep sleep, or the drain of a hang.</summary>
    private void SpendUntil(long ticks)
    {
        var time = TimeSpan.FromTicks(Math.Max(0, ticks - NowTicks));
        var before = Ledger.TotalMillicoulombs;
        if (IsHung)
        {
            Ledger.Spend(EnergyCause.Processor, Options.Energy.ProcessorIdleMilliamperes, time);
            Ledger.Spend(EnergyCause.RadioListen, Options.Energy.RadioListenMilliamperes, time);
        }
        else
        {
            Ledger.Spend(EnergyCause.Sleep, Options.Energy.SleepMilliamperes, time);
        }

        Battery.Spend(Options.HasEndlessBattery ? 0 : Ledger.TotalMillicoulombs - before, time);
        NowTicks = Math.Max(NowTicks, ticks);
        Clock?.AdvanceTo(Now);
    }
}
