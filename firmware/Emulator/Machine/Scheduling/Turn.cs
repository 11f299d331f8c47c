namespace Jena.SensorNode.Emulator.Scheduling;

/// <summary>Lets one thread wait until another hands over; a hand-over before the wait is kept.</summary>
internal sealed class Turn
{
    private readonly object gate = new();
    private bool isGiven;

    public void Give()
    {
        lock (gate)
        {
            isGiven = true;
            Monitor.Pulse(gate);
        }
    }

    public void Take() => TryTake(Timeout.InfiniteTimeSpan);

    public bool TryTake(TimeSpan realTimeout)
    {
        lock (gate)
        {
            if (!isGiven)
            {
                Monitor.Wait(gate, realTimeout);
            }

            var taken = isGiven;
            isGiven = false;
            return taken;
        }
    }
}
