using System.Diagnostics;

namespace Jena.SensorNode.Emulator.Scheduling;

/// <summary>
/// Where the real network meets virtual time: what a socket received is posted here and run by the baton's holder, and while a reply is
/// expected virtual time is held, up to a limit in real time.
/// </summary>
public sealed class NetworkInbox
{
    private readonly object gate = new();
    private readonly Queue<Action> posted = new();
    private readonly List<Hold> holds = [];
    private readonly TimeSpan realLimit;

    internal NetworkInbox(TimeSpan realLimit) => this.realLimit = realLimit;

    /// <summary>Holds that ran into the limit.</summary>
    public int GivenUp { get; private set; }

    /// <summary>True while virtual time is held.</summary>
    public bool IsHolding
    {
        get { lock (gate) { return holds.Count > 0; } }
    }

    /// <summary>Called about every 20 ms of real time while virtual time is held, so that a gateway's own timers can go on.</summary>
    public Action? WhileHolding { get; set; }

    /// <summary>Any thread: has something done on the device's side.</summary>
    public void Post(Action action)
    {
        lock (gate)
        {
            posted.Enqueue(action);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Holds virtual time until <see cref="Release"/>, at most for <paramref name="limit"/> of real time (null: the general limit).</summary>
    public Hold HoldTime(TimeSpan? limit = null)
    {
        var hold = new Hold(Stopwatch.GetTimestamp(), limit ?? realLimit, CountsAsGivenUp: limit is null);
        lock (gate)
        {
            holds.Add(hold);
        }

        return hold;
    }

    /// <summary>The reply is here, or nobody waits for it any more.</summary>
    public void Release(Hold hold)
    {
        lock (gate)
        {
            holds.Remove(hold);
            Monitor.PulseAll(gate);
        }
    }

    internal void RunPosted()
    {
        while (true)
        {
            Action action;
            lock (gate)
            {
                if (!posted.TryDequeue(out action!))
                {
                    return;
                }
            }

            action();
        }
    }

    /// <summary>Waits in real time while time is held; true when something may have changed.</summary>
    internal bool WaitForReply()
    {
        lock (gate)
        {
            if (posted.Count > 0)
            {
                return true;
            }

            if (holds.Count == 0)
            {
                return false;
            }

            Monitor.Wait(gate, 20);
            foreach (var late in holds.FindAll(hold => Stopwatch.GetElapsedTime(hold.SinceTimestamp) > hold.Limit))
            {
                holds.Remove(late);
                GivenUp += late.CountsAsGivenUp ? 1 : 0;
            }
        }

        WhileHolding?.Invoke();
        return true;
    }

    /// <summary>A reason for virtual time to stand still.</summary>
    /// <param name="SinceTimestamp">Real time at which it began.</param>
    /// <param name="Limit">Real time after which it is void.</param>
    /// <param name="CountsAsGivenUp">False for a mere pause.</param>
    public sealed record Hold(long SinceTimestamp, TimeSpan Limit, bool CountsAsGivenUp);
}
