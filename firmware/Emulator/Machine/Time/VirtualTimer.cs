namespace Jena.SensorNode.Emulator.Time;

/// <summary>A timer on a <see cref="VirtualTimeProvider"/>. A generation number makes entries of an earlier setting void.</summary>
internal sealed class VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    internal long Generation { get; set; }

    internal TimeSpan Period { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Period = period;
        clock.Schedule(this, dueTime);
        return true;
    }

    public void Dispose() => clock.Schedule(this, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire() => callback(state);
}
