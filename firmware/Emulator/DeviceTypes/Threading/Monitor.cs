using System.Runtime.CompilerServices;
using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Scheduling;

namespace System.Threading;

/// <summary>What <c>lock</c> compiles to. The device knows entering and leaving, nothing else.</summary>
public static class Monitor
{
    public static void Enter(object obj)
    {
        var run = DeviceRun.Current;
        var me = DeviceRun.CurrentThread;
        var owned = run.PerWake<Table>().Locks.GetOrCreateValue(obj);
        run.Call();
        run.WaitTicks(
            () =>
            {
                if (owned.Owner is not null && owned.Owner != me)
                {
                    return false;
                }

                owned.Owner = me;
                owned.Depth++;
                return true;
            },
            -1);
    }

    public static void Exit(object obj)
    {
        var run = DeviceRun.Current;
        var owned = run.PerWake<Table>().Locks.GetOrCreateValue(obj);
        if (run.Scheduler.HasEnded)
        {
            return;
        }

        if (owned.Owner != DeviceRun.CurrentThread)
        {
            throw new InvalidOperationException();
        }

        if (--owned.Depth == 0)
        {
            owned.Owner = null;
            run.Scheduler.Pulse();
        }
    }

    private sealed class Owned
    {
        public DeviceThread? Owner { get; set; }

        public int Depth { get; set; }
    }

    private sealed class Table
    {
        public ConditionalWeakTable<object, Owned> Locks { get; } = [];
    }
}
