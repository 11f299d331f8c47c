using System;
using Jena.SensorNode.Emulator;

namespace System
{
    /// <summary>Time since the wake began.</summary>
    public static class Environment
    {
        public static long TickCount64
        {
            get
            {
                DeviceRun.Current.Call();
                return DeviceRun.Current.Uptime.Ticks / TimeSpan.TicksPerMillisecond;
            }
        }
    }
}

namespace nanoFramework.Runtime.Native
{
    /// <summary>The clock: whole seconds, the rest is dropped.</summary>
    public static class Rtc
    {
        public static bool SetSystemTime(DateTime time)
        {
            var run = DeviceRun.Current;
            run.Call();
            run.Device.Rtc.Set(run.Scheduler.NowTicks, time.Ticks);
            return true;
        }
    }

    /// <summary>Resets. A reset wakes with an undefined cause; the clock goes on.</summary>
    public class Power
    {
        public static void RebootDevice() => DeviceRun.Current.Reboot();

        public static void RebootDevice(RebootOption rebootOption) => DeviceRun.Current.Reboot();

        public static void RebootDevice(int exeConstraintTimeout, RebootOption rebootOption) => DeviceRun.Current.Reboot();
    }

    /// <summary>The managed heap: what is free of it, as far as the emulator counts.</summary>
    public static class GC
    {
        public static uint Run(bool compactHeap)
        {
            var run = DeviceRun.Current;
            run.ChargeTicks(5 * TimeSpan.TicksPerMillisecond);
            return run.FreeHeapBytes;
        }

        public static void EnableGCMessages(bool enable)
        {
        }
    }

    /// <summary>What the image says of itself.</summary>
    public static class SystemInfo
    {
        public static Version Version { get; } = new(1, 17, 0, 339);

        public static string OEMString => "virtual ESP32";

        public static string TargetName => "ESP32_REV3";

        public static string Platform => "ESP32";

        public static byte OEM => 0;

        public static byte Model => 0;

        public static ushort SKU => 0;
    }
}
