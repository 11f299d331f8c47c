namespace Jena.SensorNode.Emulator.Scheduling;

/// <summary>A thread that waits until a condition can be taken or its time is up, whichever is first.</summary>
internal sealed class Waiter(DeviceThread thread, Func<bool> tryTake)
{
    public DeviceThread Thread { get; } = thread;

    public Func<bool> TryTake { get; } = tryTake;

    public bool IsOver { get; set; }

    public bool TimedOut { get; set; }
}
