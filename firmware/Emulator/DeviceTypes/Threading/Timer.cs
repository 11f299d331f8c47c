using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Scheduling;

namespace System.Threading;

/// <summary>Calls back on a thread of its own when its time has come, on virtual time.</summary>
public sealed class Timer : MarshalByRefObject, IDisposable
{
    private readonly DeviceRun run = DeviceRun.Current;
    private readonly Action fire;
    private AgendaEntry? next;
    private long periodTicks;

    public Timer(TimerCallback callback, object state, int dueTime, int period)
        : this(callback, state, Milliseconds(dueTime), Milliseconds(period))
    {
    }

    public Timer(TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
    {
        fire = () => callback(state);
        Change(dueTime, period);
    }

    public bool Change(int dueTime, int period) => Change(Milliseconds(dueTime), Milliseconds(period));

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        run.Call();
        next?.IsCancelled = true;
        periodTicks = period.Ticks;
        if (dueTime.Ticks >= 0)
        {
            next = run.Scheduler.At(run.Scheduler.NowTicks + dueTime.Ticks, Fire);
        }

        return true;
    }

    public void Dispose() => next?.IsCancelled = true;

    private void Fire()
    {
        run.Scheduler.Start(run.Scheduler.NewThread(fire));
        if (periodTicks > 0)
        {
            next = run.Scheduler.At(run.Scheduler.NowTicks + periodTicks, Fire);
        }
    }

    private static TimeSpan Milliseconds(int value) => new(value < 0 ? -1 : value * TimeSpan.TicksPerMillisecond);
}
