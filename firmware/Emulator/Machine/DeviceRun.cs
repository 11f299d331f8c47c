using Jena.SensorNode.Emulator.Metering;
using Jena.SensorNode.Emulator.Pins;
using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Probes;
using Jena.SensorNode.Emulator.Radio;
using Jena.SensorNode.Emulator.Scheduling;

namespace Jena.SensorNode.Emulator;

/// <summary>
/// One wake of a device: everything that a deep sleep wipes out. The device's API finds the run it belongs to through <see cref="Current"/>,
/// which is set on each device thread; so one loaded program serves any number of devices and wakes.
/// </summary>
public sealed class DeviceRun
{
    [ThreadStatic]
    private static DeviceRun? current;

    [ThreadStatic]
    private static DeviceThread? currentThread;

    /// <summary>Shorter loads are the capacitor's.</summary>
    private static readonly TimeSpan shortestSag = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<Type, object> perWake = [];
    private readonly List<Action> atEnd = [];
    private readonly List<string> log = [];
    private readonly EnergyLedger before;

    internal DeviceRun(VirtualDevice device, StartCause cause, Action main)
    {
        Device = device;
        Cause = cause;
        StartTicks = device.NowTicks;
        before = device.Ledger.Copy();
        Scheduler = new DeviceScheduler(StartTicks, device.Options.RealReplyLimit, Elapsed, Enter);
        Scheduler.Inbox.WhileHolding = () => device.Clock?.Advance(TimeSpan.FromMilliseconds(20));
        Gpio = new GpioBank(this);
        OneWire = new OneWireBus(this);
        Heap = new HeapMeter(device.Program?.Assembly);
        WasReformatted = device.Flash.Mount();
        Radio = new WifiRadio(this);
        if (device.Wiring.PowerPin is null)
        {
            device.Wiring.PowerUp();
        }

        device.Flash.OnProgram = Programmed;
        device.Flash.OnCut = () => End(new WakeEnd(WakeOutcome.PowerCut, "power cut while flash was written"));
        MainStartTicks = StartTicks + device.Options.Energy.BootTime.Ticks;
        Scheduler.At(MainStartTicks, () => Scheduler.Start(Scheduler.NewThread(main)));
    }

    /// <summary>The wake that the calling device thread belongs to.</summary>
    /// <exception cref="InvalidOperationException">The caller is no device thread.</exception>
    public static DeviceRun Current =>
        current ?? throw new InvalidOperationException("This is part of an emulated device and works only in a program that runs on one.");

    /// <summary>The calling device thread.</summary>
    public static DeviceThread CurrentThread => currentThread ?? throw new InvalidOperationException("Not on a device thread.");

    /// <summary>The device.</summary>
    public VirtualDevice Device { get; }

    /// <summary>Why it woke.</summary>
    public StartCause Cause { get; }

    /// <summary>Threads and time.</summary>
    public DeviceScheduler Scheduler { get; }

    /// <summary>Pins.</summary>
    public GpioBank Gpio { get; }

    /// <summary>The 1-Wire bus.</summary>
    public OneWireBus OneWire { get; }

    /// <summary>Radio.</summary>
    public WifiRadio Radio { get; }

    /// <summary>True time of the wake, ticks.</summary>
    public long StartTicks { get; }

    /// <summary>True time of the program's first statement, ticks.</summary>
    public long MainStartTicks { get; }

    /// <summary>True: the file system could not be mounted and was made anew.</summary>
    public bool WasReformatted { get; }

    /// <summary>True time.</summary>
    public DateTimeOffset TrueTime => new(Scheduler.NowTicks, TimeSpan.Zero);

    /// <summary>The device's clock, ticks since year 1.</summary>
    public long DeviceTicks => Device.Rtc.DeviceTicks(Scheduler.NowTicks);

    /// <summary>Time since the wake began.</summary>
    public TimeSpan Uptime => TimeSpan.FromTicks(Scheduler.NowTicks - StartTicks);

    /// <summary>Battery voltage under the load of the moment, mV.</summary>
    public int BatteryMillivolts => Device.Battery.Millivolts(LoadMilliamperes(isBusy: true), Device.Options.ModuleCelsius(TrueTime));

    /// <summary>Lines the program wrote to its console, and what the firmware would have written.</summary>
    public IReadOnlyList<string> LogLines => log;

    /// <summary>The pin that ended the deep sleep.</summary>
    public int WokenByPin => Device.ArmedWakePin ?? 0;

    /// <summary>Free managed heap, bytes; all of it where nothing counts allocations.</summary>
    public uint FreeHeapBytes => (uint)Math.Max(0, Device.Options.HeapBytes - Heap.LiveBytes);

    /// <summary>Counts allocations where the program is instrumented.</summary>
    public HeapMeter Heap { get; }

    /// <summary>IL instructions run so far, where the program is instrumented.</summary>
    public long InstructionCount { get; private set; }

    internal int PendingInstructions { get; set; }

    internal long ProbeSupplySinceTicks { get; set; }

    internal TimeSpan RadioTime { get; private set; }

    internal EnergyLedger LedgerBefore => before;

    /// <summary>Something that lives as long as this wake (what a static is on the device).</summary>
    public T PerWake<T>()
        where T : class, new()
    {
        if (!perWake.TryGetValue(typeof(T), out var value))
        {
            perWake[typeof(T)] = value = new T();
        }

        return (T)value;
    }

    /// <summary>A call into the device: costs time, and throws once the wake is over.</summary>
    public void Call() => Charge(Device.Options.Energy.CallTime);

    /// <summary>A native call that blocks the whole CLR for a time; instructions counted since the last call are charged with it.</summary>
    public void Charge(TimeSpan time)
    {
        var instructions = PendingInstructions;
        PendingInstructions = 0;
        InstructionCount += instructions;
        Scheduler.Charge(CurrentThread, time + (Device.Options.Energy.InstructionTime * instructions));
    }

    /// <summary>The calling thread waits; others run.</summary>
    public void Sleep(TimeSpan time) => Scheduler.Wait(CurrentThread, () => false, time);

    /// <summary>As <see cref="Charge(TimeSpan)"/>, in ticks of 100 ns.</summary>
    public void ChargeTicks(long ticks) => Charge(TimeSpan.FromTicks(ticks));

    /// <summary>As <see cref="Sleep"/>, in ticks of 100 ns; below zero for ever.</summary>
    public void SleepTicks(long ticks) => WaitTicks(() => false, ticks);

    /// <summary>As <see cref="WaitUntil"/>, in ticks of 100 ns; below zero without a limit.</summary>
    public bool WaitTicks(Func<bool> tryTake, long ticks) =>
        Scheduler.Wait(CurrentThread, tryTake, ticks < 0 ? null : TimeSpan.FromTicks(ticks));

    /// <summary>The calling thread waits for ever.</summary>
    public void SleepForEver() => Scheduler.Wait(CurrentThread, () => false, null);

    /// <summary>The calling thread waits for ever where the device has such a call.</summary>
    internal void MayHang(BlockingCall call)
    {
        if (Device.NeverReturns(call, TrueTime))
        {
            SleepForEver();
        }
    }

    /// <summary>The calling thread waits until the condition can be taken; false: time is up.</summary>
    public bool WaitUntil(Func<bool> tryTake, TimeSpan? timeout) => Scheduler.Wait(CurrentThread, tryTake, timeout);

    /// <summary>A random number from 0 up to, not including, a limit.</summary>
    public int RandomBelow(int limit)
    {
        Call();
        return Device.Random.Next(limit);
    }

    /// <summary>Writes a line of the console.</summary>
    public void Log(string line)
    {
        if (log.Count < 1000)
        {
            log.Add(line);
        }
    }

    /// <summary>Has something done when the wake is over.</summary>
    internal void AtEnd(Action action) => atEnd.Add(action);

    /// <summary>Ends the wake in deep sleep; <paramref name="timerTicks"/> by the device's clock, null: no timer armed.</summary>
    public void DeepSleep(long? timerTicks, int? wakePin)
    {
        Device.ArmedWakePin = wakePin;
        End(timerTicks is null && wakePin is null
            ? new WakeEnd(WakeOutcome.Hung, "deep sleep without anything to wake it")
            : new WakeEnd(WakeOutcome.Slept, "deep sleep", timerTicks ?? long.MaxValue / 4));
    }

    /// <summary>Ends the wake in a reset.</summary>
    public void Reboot() => End(new WakeEnd(WakeOutcome.Rebooted, "reset by the program"));

    /// <summary>A native call that never returns: nothing of the CLR runs any more.</summary>
    internal void Freeze(string reason) => End(new WakeEnd(WakeOutcome.Hung, reason));

    /// <summary>Power goes away now.</summary>
    internal void CutPower(string reason) => Scheduler.EndWake(new WakeEnd(WakeOutcome.PowerCut, reason));

    /// <summary>Packets on the air.</summary>
    internal void Transmit(int packets)
    {
        var energy = Device.Options.Energy;
        Device.Ledger.Spend(EnergyCause.RadioTransmit, energy.RadioTransmitMilliamperes, energy.TransmitTimePerPacket * packets);
        Call();
    }

    internal void RunAtEnd()
    {
        foreach (var action in atEnd)
        {
            action();
        }

        Device.Flash.OnProgram = (_, _) => { };
        Device.Flash.OnCut = () => { };
        Device.Flash.Mount();
    }

    private void End(WakeEnd end)
    {
        Scheduler.ThrowIfEnded();
        Scheduler.EndWake(end);
        Scheduler.ThrowIfEnded();
    }

    private void Enter(DeviceThread thread, Action body)
    {
        current = this;
        currentThread = thread;
        try
        {
            body();
            if (thread.Id == 1)
            {
                Log("Main returned.");
            }
        }
        catch (WakeEndedException)
        {
            // The wake is over; nothing of it is left to run.
        }
        catch (Exception e)
        {
            Log($"Uncaught exception in thread {thread.Id}: {e.GetType().Name}: {e.Message}");
            Device.LastUncaught = e;
        }
        finally
        {
            current = null;
            currentThread = null;
        }
    }

    private void Programmed(int bytes, int erasedBlocks)
    {
        var energy = Device.Options.Energy;
        var time = (energy.FlashTimePerByte * bytes) + (energy.FlashTimePerErase * erasedBlocks);
        Device.Ledger.Spend(EnergyCause.Flash, energy.FlashMilliamperes, time);
        Charge(time);
    }

    private void Elapsed(long fromTicks, long toTicks, bool isBusy)
    {
        var energy = Device.Options.Energy;
        var time = TimeSpan.FromTicks(toTicks - fromTicks);
        var ledger = Device.Ledger;
        if (fromTicks < MainStartTicks)
        {
            ledger.Spend(EnergyCause.Boot, energy.BootMilliamperes, time);
        }
        else
        {
            ledger.Spend(EnergyCause.Processor, isBusy ? energy.ProcessorBusyMilliamperes : energy.ProcessorIdleMilliamperes, time);
        }

        if (Radio is { State: not RadioState.Off })
        {
            RadioTime += time;
            var connected = Radio.State == RadioState.Connected;
            ledger.Spend(
                connected ? EnergyCause.RadioListen : EnergyCause.RadioConnect,
                connected ? energy.RadioListenMilliamperes : energy.RadioConnectMilliamperes,
                time);
        }

        if (Device.Wiring.PowerPin is { } pin && Gpio.IsHigh(pin))
        {
            ledger.Spend(EnergyCause.Probes, Device.Wiring.ProbeMilliamperes, time);
        }

        if (time >= shortestSag && Radio is not null && !Device.Options.HasEndlessBattery && BatteryMillivolts < energy.BrownOutMillivolts)
        {
            CutPower("brown-out");
        }
    }

    private double LoadMilliamperes(bool isBusy)
    {
        var energy = Device.Options.Energy;
        var radio = Radio.State switch
        {
            RadioState.Off => 0,
            RadioState.Connected => energy.RadioListenMilliamperes,
            _ => energy.RadioConnectMilliamperes,
        };
        var probes = Device.Wiring.PowerPin is { } pin && Gpio.IsHigh(pin) ? Device.Wiring.ProbeMilliamperes : 0;
        return (isBusy ? energy.ProcessorBusyMilliamperes : energy.ProcessorIdleMilliamperes) + radio + probes;
    }
}
