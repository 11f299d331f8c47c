namespace Jena.SensorNode.Emulator.Time;

/// <summary>
/// The one clock of an accelerated run: it stands still until somebody advances it, and its timers fire in virtual time.
/// Emulated nodes advance it; a gateway takes its time from it.
/// </summary>
/// <param name="start">The UTC time at which the run begins.</param>
public sealed class VirtualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Generation), (long Due, long Order)> agenda = new();
    private long nowTicks = start.UtcTicks;
    private long order;
    private TimeSpan wallOffset;

    /// <summary>
    /// What a host with a wrong clock would show: added to <see cref="GetUtcNow"/>, never to timers or timestamps.
    /// </summary>
    public TimeSpan WallOffset
    {
        get { lock (gate) { return wallOffset; } }
        set { lock (gate) { wallOffset = value; } }
    }

    /// <summary>The true time, without <see cref="WallOffset"/>.</summary>
    public DateTimeOffset TrueUtcNow
    {
        get { lock (gate) { return new DateTimeOffset(nowTicks, TimeSpan.Zero); } }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return new DateTimeOffset(nowTicks + wallOffset.Ticks, TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
        {
            return nowTicks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock forward, firing every timer on the way at its own time, on the calling thread. A time that has passed is
    /// ignored: the clock never goes back.
    /// </summary>
    public void AdvanceTo(DateTimeOffset target)
    {
        while (true)
        {
            VirtualTimer due;
            lock (gate)
            {
                if (!agenda.TryPeek(out var entry, out var key) || key.Due > target.UtcTicks)
                {
                    nowTicks = Math.Max(nowTicks, target.UtcTicks);
                    return;
                }

                agenda.Dequeue();
                if (entry.Timer.Generation != entry.Generation)
                {
                    continue;
                }

                nowTicks = Math.Max(nowTicks, key.Due);
                due = entry.Timer;
                if (due.Period > TimeSpan.Zero)
                {
                    agenda.Enqueue(entry, (nowTicks + due.Period.Ticks, order++));
                }
            }

            due.Fire();
        }
    }

    /// <summary>Moves the clock forward by a span; see <see cref="AdvanceTo"/>.</summary>
    public void Advance(TimeSpan span) => AdvanceTo(TrueUtcNow + span);

    internal void Schedule(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            timer.Generation++;
            if (dueTime >= TimeSpan.Zero)
            {
                agenda.Enqueue((timer, timer.Generation), (nowTicks + dueTime.Ticks, order++));
            }
        }
    }
}
