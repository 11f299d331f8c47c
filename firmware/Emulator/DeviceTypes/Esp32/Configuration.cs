using System;
using Jena.SensorNode.Emulator;

namespace nanoFramework.Hardware.Esp32;

/// <summary>Which pin has which function. ADC pins are fixed: asking for one is refused.</summary>
public class Configuration
{
    public static void SetPinFunction(int pin, DeviceFunction value)
    {
        DeviceRun.Current.Call();
        if (!DeviceRun.Current.Gpio.TryAssign(pin, (int)value))
        {
            throw new ArgumentException($"pin {pin} cannot be {value}");
        }
    }

    public static int GetFunctionPin(DeviceFunction function)
    {
        DeviceRun.Current.Call();
        return DeviceRun.Current.Gpio.PinOf((int)function);
    }
}

/// <summary>Microseconds since the wake began.</summary>
public class HighResTimer
{
    public static ulong GetCurrent()
    {
        DeviceRun.Current.Call();
        return (ulong)(DeviceRun.Current.Uptime.Ticks / 10);
    }
}

/// <summary>Native memory; the managed heap is a part of it.</summary>
public class NativeMemory
{
    public enum MemoryType
    {
        All = 0,
        Internal = 1,
        SpiRam = 2,
    }

    public static void GetMemoryInfo(MemoryType memType, out uint totalSize, out uint totalFreeSize, out uint largestFreeBlock)
    {
        DeviceRun.Current.Call();
        var present = memType != MemoryType.SpiRam;
        totalSize = present ? 290_000u : 0;
        totalFreeSize = present ? 100_000u : 0;
        largestFreeBlock = present ? 60_000u : 0;
    }
}
