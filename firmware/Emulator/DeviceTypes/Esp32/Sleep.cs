using System;
using Jena.SensorNode.Emulator;

namespace nanoFramework.Hardware.Esp32;

/// <summary>Deep sleep. It ends the wake: nothing but flash, clock and stored network settings survives.</summary>
public class Sleep
{
    public enum WakeupCause
    {
        Undefined = 0,
        Ext0 = 2,
        Ext1 = 3,
        Timer = 4,
        TouchPad = 5,
        Ulp = 6,
        Gpio = 7,
        Uart = 8,
        Wifi = 9,
        CoCpu = 10,
        CoCpuTrapTrig = 11,
        Bt = 12,
    }

    public enum WakeupMode
    {
        AllLow = 0,
        AnyHigh = 1,
    }

    [Flags]
    public enum WakeupGpioPin : ulong
    {
        None = 0,
        Pin0 = 1ul << 0,
        Pin2 = 1ul << 2,
        Pin4 = 1ul << 4,
        Pin12 = 1ul << 12,
        Pin13 = 1ul << 13,
        Pin14 = 1ul << 14,
        Pin15 = 1ul << 15,
        Pin25 = 1ul << 25,
        Pin26 = 1ul << 26,
        Pin27 = 1ul << 27,
        Pin32 = 1ul << 32,
        Pin33 = 1ul << 33,
        Pin34 = 1ul << 34,
        Pin35 = 1ul << 35,
        Pin36 = 1ul << 36,
        Pin37 = 1ul << 37,
        Pin38 = 1ul << 38,
        Pin39 = 1ul << 39,
    }

    public static EspNativeError EnableWakeupByTimer(TimeSpan time)
    {
        DeviceRun.Current.Call();
        if (time.Ticks <= 0)
        {
            return EspNativeError.INVALID_ARG;
        }

        DeviceRun.Current.PerWake<Armed>().TimerTicks = time.Ticks;
        return EspNativeError.OK;
    }

    public static EspNativeError EnableWakeupByPin(WakeupGpioPin pin, int level)
    {
        DeviceRun.Current.Call();
        DeviceRun.Current.PerWake<Armed>().Pin = System.Numerics.BitOperations.Log2((ulong)pin);
        return EspNativeError.OK;
    }

    public static EspNativeError EnableWakeupByMultiPins(WakeupGpioPin pins, WakeupMode mode) => EnableWakeupByPin(pins, 0);

    public static void StartDeepSleep()
    {
        var armed = DeviceRun.Current.PerWake<Armed>();
        DeviceRun.Current.DeepSleep(armed.TimerTicks, armed.Pin);
    }

    public static EspNativeError StartLightSleep() => throw new NotSupportedException("Light sleep is not emulated; use deep sleep only.");

    public static WakeupCause GetWakeupCause()
    {
        DeviceRun.Current.Call();
        return DeviceRun.Current.Cause switch
        {
            StartCause.Timer => WakeupCause.Timer,
            StartCause.Pin => WakeupCause.Ext0,
            _ => WakeupCause.Undefined,
        };
    }

    public static WakeupGpioPin GetWakeupGpioPin() =>
        DeviceRun.Current.Cause == StartCause.Pin ? (WakeupGpioPin)(1ul << DeviceRun.Current.WokenByPin) : WakeupGpioPin.None;

    private sealed class Armed
    {
        public long? TimerTicks { get; set; }

        public int? Pin { get; set; }
    }
}
