using System.Collections.Generic;
using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Scheduling;

namespace System.Threading;

/// <summary>A managed thread: time-sliced with the others on one task, on virtual time.</summary>
public sealed class Thread
{
    private readonly DeviceThread thread;

    public Thread(ThreadStart start)
    {
        var run = DeviceRun.Current;
        run.Call();
        thread = run.Scheduler.NewThread(() => start());
        run.PerWake<Table>().Threads[thread] = this;
    }

    private Thread(DeviceThread thread) => this.thread = thread;

    public static Thread CurrentThread
    {
        get
        {
            var threads = DeviceRun.Current.PerWake<Table>().Threads;
            var current = DeviceRun.CurrentThread;
            if (!threads.TryGetValue(current, out var found))
            {
                threads[current] = found = new Thread(current);
            }

            return found;
        }
    }

    public ThreadPriority Priority
    {
        get => (ThreadPriority)thread.Priority;
        set => thread.Priority = (int)value;
    }

    public int ManagedThreadId => thread.Id;

    public bool IsAlive => thread.IsAlive;

    public static void Sleep(int millisecondsTimeout) => SleepTicks(millisecondsTimeout * TimeSpan.TicksPerMillisecond);

    public static void Sleep(TimeSpan timeout) => SleepTicks(timeout.Ticks);

    public static void SpinWait(int iterations) => DeviceRun.Current.ChargeTicks(iterations * 100L);

    public void Start()
    {
        DeviceRun.Current.Call();
        DeviceRun.Current.Scheduler.Start(thread);
    }

    public void Join() => Join(Timeout.Infinite);

    public bool Join(int millisecondsTimeout) => Join(new TimeSpan(millisecondsTimeout * TimeSpan.TicksPerMillisecond));

    public bool Join(TimeSpan timeout) => DeviceRun.Current.WaitTicks(() => !thread.IsAlive, timeout.Ticks);

    private static void SleepTicks(long ticks)
    {
        DeviceRun.Current.Call();
        if (ticks != 0)
        {
            DeviceRun.Current.SleepTicks(ticks);
        }
    }

    private sealed class Table
    {
        public Dictionary<DeviceThread, Thread> Threads { get; } = [];
    }
}
