namespace Jena.SensorNode.Emulator.Scheduling;

/// <summary>
/// Runs the threads of one wake on virtual time. One baton: only its holder runs, as the device's CLR is one task. Time moves by the
/// charged cost of calls and, when all threads wait, by a jump to the next entry of the agenda. While a reply of the real network
/// is expected, virtual time stands still until it is here.
/// </summary>
public sealed class DeviceScheduler
{
    /// <summary>The CLR's time slice: 20 ms.</summary>
    public static readonly TimeSpan Quantum = TimeSpan.FromMilliseconds(20);

    private readonly PriorityQueue<AgendaEntry, (long Time, long Order)> agenda = new();
    private readonly List<DeviceThread> threads = [];
    private readonly List<DeviceThread> ready = [];
    private readonly List<Waiter> waiters = [];
    private readonly NetworkInbox inbox;
    private readonly Turn host = new();
    private readonly Action<long, long, bool> onElapsed;
    private readonly Action<DeviceThread, Action> enter;
    private long order;
    private int threadsMade;
    private long limitTicks;
    private volatile bool hasEnded;
    private long progress;

    internal DeviceScheduler(long startTicks, TimeSpan realHoldLimit, Action<long, long, bool> onElapsed, Action<DeviceThread, Action> enter)
    {
        NowTicks = startTicks;
        inbox = new NetworkInbox(realHoldLimit);
        this.onElapsed = onElapsed;
        this.enter = enter;
    }

    /// <summary>True (not the device's) time, ticks of 100 ns.</summary>
    public long NowTicks { get; private set; }

    /// <summary>The time of the next thing on the agenda when the run has paused; <see cref="long.MaxValue"/> when nothing is left.</summary>
    public long NextTicks { get; private set; } = long.MaxValue;

    /// <summary>True once the wake is over.</summary>
    public bool HasEnded => hasEnded;

    /// <summary>Replies that did not come within the real time allowed; they then count as not coming.</summary>
    public int RepliesGivenUp => inbox.GivenUp;

    internal WakeEnd? End { get; private set; }

    internal NetworkInbox Inbox => inbox;

    /// <summary>Puts something on the agenda; it runs between threads and must not wait.</summary>
    public AgendaEntry At(long timeTicks, Action action)
    {
        var entry = new AgendaEntry(action);
        agenda.Enqueue(entry, (Math.Max(timeTicks, NowTicks), order++));
        return entry;
    }

    /// <summary>Makes a thread; <see cref="Start"/> lets it run.</summary>
    public DeviceThread NewThread(Action body)
    {
        var thread = new DeviceThread(++threadsMade, body);
        threads.Add(thread);
        return thread;
    }

    /// <summary>Makes a thread ready to run.</summary>
    public void Start(DeviceThread thread)
    {
        thread.IsAlive = true;
        ready.Add(thread);
        WorkerPool.Run(() => RunThread(thread));
    }

    /// <summary>Every call into the device passes here: it ends what runs on after the end of the wake.</summary>
    public void ThrowIfEnded()
    {
        progress++;
        if (hasEnded)
        {
            throw new WakeEndedException();
        }
    }

    /// <summary>Lets time pass on the calling thread (a call that computes or blocks the CLR), then gives way where it must.</summary>
    public void Charge(DeviceThread me, TimeSpan cost)
    {
        ThrowIfEnded();
        var target = NowTicks + cost.Ticks;
        inbox.RunPosted();
        while (agenda.TryPeek(out var entry, out var key) && key.Time <= target)
        {
            agenda.Dequeue();
            RunEntry(entry, key.Time, isBusy: true);
            ThrowIfEnded();
        }

        Elapse(target, isBusy: true);
        if (ready.Count > 0 && (NowTicks - me.QuantumStartTicks >= Quantum.Ticks || HasReadyAbove(me.Priority)))
        {
            ready.Add(me);
            Switch(me);
        }
    }

    /// <summary>Waits until <paramref name="tryTake"/> succeeds; false when <paramref name="timeout"/> (null: none) is over first.</summary>
    public bool Wait(DeviceThread me, Func<bool> tryTake, TimeSpan? timeout)
    {
        ThrowIfEnded();
        if (tryTake())
        {
            return true;
        }

        if (timeout == TimeSpan.Zero)
        {
            return false;
        }

        var waiter = new Waiter(me, tryTake);
        waiters.Add(waiter);
        AgendaEntry? alarm = null;
        if (timeout is { } span)
        {
            alarm = At(NowTicks + span.Ticks, () => Finish(waiter, timedOut: true));
        }

        Switch(me);
        alarm?.IsCancelled = true;
        return !waiter.TimedOut;
    }

    /// <summary>Something that threads may wait for has changed: those whose condition can be taken become ready, in order.</summary>
    public void Pulse()
    {
        for (var i = 0; i < waiters.Count; i++)
        {
            if (waiters[i].TryTake())
            {
                Finish(waiters[i], timedOut: false);
                i--;
            }
        }
    }

    /// <summary>Ends the wake. The caller must not go on; device threads throw at their next call.</summary>
    internal void EndWake(WakeEnd end)
    {
        if (!hasEnded)
        {
            End = end;
            hasEnded = true;
        }
    }

    /// <summary>Runs until the wake ends or nothing is left to do before <paramref name="untilTicks"/>. Called by the host.</summary>
    internal void RunUntil(long untilTicks, TimeSpan realStallLimit)
    {
        limitTicks = untilTicks;
        Hand(PickNext());
        var seen = progress;
        while (!host.TryTake(realStallLimit))
        {
            var now = Interlocked.Read(ref progress);
            if (now == seen && !inbox.IsHolding)
            {
                EndWake(new WakeEnd(WakeOutcome.Hung, "busy without any call into the device"));
                break;
            }

            seen = now;
        }

        if (hasEnded)
        {
            Unwind();
        }
    }

    private void RunThread(DeviceThread thread)
    {
        thread.Baton.Take();
        try
        {
            if (!hasEnded)
            {
                thread.QuantumStartTicks = NowTicks;
                enter(thread, thread.Body);
            }
        }
        finally
        {
            thread.IsAlive = false;
            if (hasEnded)
            {
                thread.Finished.Give();
                Hand(null);
            }
            else
            {
                threads.Remove(thread);
                Pulse();
                Hand(PickNext());
            }
        }
    }

    private void Switch(DeviceThread me)
    {
        var next = PickNext();
        if (next != me)
        {
            Hand(next);
            me.Baton.Take();
        }

        me.QuantumStartTicks = NowTicks;
        if (hasEnded)
        {
            throw new WakeEndedException();
        }
    }

    private void Hand(DeviceThread? next)
    {
        if (next is not null)
        {
            next.Baton.Give();
        }
        else
        {
            host.Give();
        }
    }

    private DeviceThread? PickNext()
    {
        while (true)
        {
            progress++;
            inbox.RunPosted();
            if (hasEnded)
            {
                return null;
            }

            if (ready.Count > 0)
            {
                var next = ready.MaxBy(thread => thread.Priority)!;
                ready.Remove(next);
                return next;
            }

            if (inbox.WaitForReply())
            {
                continue;
            }

            while (agenda.TryPeek(out var stale, out _) && stale.IsCancelled)
            {
                agenda.Dequeue();
            }

            if (!agenda.TryPeek(out var entry, out var key))
            {
                EndWake(new WakeEnd(WakeOutcome.Hung, "no thread is left that could run"));
                return null;
            }

            NextTicks = key.Time;
            if (key.Time > limitTicks)
            {
                return null;
            }

            agenda.Dequeue();
            RunEntry(entry, key.Time, isBusy: false);
        }
    }

    private void RunEntry(AgendaEntry entry, long timeTicks, bool isBusy)
    {
        if (!entry.IsCancelled)
        {
            Elapse(timeTicks, isBusy);
            entry.Action();
        }
    }

    private void Elapse(long toTicks, bool isBusy)
    {
        if (toTicks > NowTicks)
        {
            onElapsed(NowTicks, toTicks, isBusy);
            NowTicks = toTicks;
        }
    }

    private bool HasReadyAbove(int priority) => ready.Exists(thread => thread.Priority > priority);

    private void Finish(Waiter waiter, bool timedOut)
    {
        if (!waiter.IsOver)
        {
            waiter.IsOver = true;
            waiter.TimedOut = timedOut;
            waiters.Remove(waiter);
            ready.Add(waiter.Thread);
        }
    }

    /// <summary>Lets every thread that still has a frame on its stack run out of it, one after the other.</summary>
    private void Unwind()
    {
        foreach (var thread in threads)
        {
            if (thread.IsAlive)
            {
                thread.Baton.Give();
                thread.Finished.TryTake(TimeSpan.FromSeconds(5));
            }
        }
    }
}
