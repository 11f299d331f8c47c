using System.Runtime.CompilerServices;

namespace Jena.SensorNode.Emulator.Metering;

/// <summary>What an instrumented program calls: every block of instructions and every new object is counted for the wake it belongs to.</summary>
public static class Meter
{
    /// <summary>A block of IL instructions is about to run.</summary>
    public static void Instructions(int count)
    {
        var run = DeviceRun.Current;
        run.PendingInstructions += count;
        if (run.PendingInstructions > 20_000)
        {
            run.Call();
        }
    }

    /// <summary>An object was made by the program or handed to it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Made(object? made)
    {
        if (made is not null && DeviceRun.Current.Device.Options.MetersHeap)
        {
            DeviceRun.Current.Heap.Add(made);
        }
    }
}
