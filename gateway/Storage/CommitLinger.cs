using System.Diagnostics;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>
/// Lets a commit wait a moment for others to join it: each commit costs the card at least one whole block of 4 KB, however
/// little is in it, and a single sample is 60 bytes. Commit and waiting together last as long as company worth it takes to come
/// at the present rate, and the waiting no longer than the setting allows; nobody waits where nobody is to be expected.
/// The rate is that of requests that come while another is waiting or being committed: who only sends when the one before is
/// acknowledged (a node that drains its journal with its radio on, a sink's cursor) is no company to himself and never waits.
/// </summary>
internal sealed class CommitLinger(int longestMilliseconds)
{
    // At 1,000 frames a second 43 ms from commit to commit: with the next commit below the 50 ms that a node there should wait.
    private const int Company = 43;
    private const int Enough = 256;
    private const int StepMilliseconds = 3;
    private const int Overdue = 3;

    private readonly CompanyRate _rate = new();

    // The monotonic counter of the machine and not TimeProvider: what is waited for is the disk, not the emulated world.
    private long _last = Stopwatch.GetTimestamp();
    private long _begin;
    private long _end;
    private double _commitMilliseconds;
    private long _lastCame;
    private double _longest;
    private int _waiting;
    private int _came;

    /// <summary>How long a commit waits, in ms.</summary>
    /// <param name="perSecond">Requests a second that come beside another.</param>
    /// <param name="longestMilliseconds">The setting.</param>
    /// <param name="commitMilliseconds">What the commit before took: those who came meanwhile have waited for that already.</param>
    public static double Longest(double perSecond, double longestMilliseconds, double commitMilliseconds) =>
        perSecond * longestMilliseconds < 1000 ? 0 : Math.Clamp((1000 * Company / perSecond) - commitMilliseconds, 0, longestMilliseconds);

    /// <summary>A group begins; on the writer's thread.</summary>
    /// <param name="waiting">Requests in the queue.</param>
    public void Begin(int waiting)
    {
        _begin = _end = _lastCame = Stopwatch.GetTimestamp();
        (_waiting, _came) = (waiting, 0);
        _longest = Longest(_rate.PerSecond, longestMilliseconds, _commitMilliseconds);
    }

    /// <summary>How long the group is going to wait yet, in ms.</summary>
    public double RemainingMilliseconds => _longest - Stopwatch.GetElapsedTime(_begin).TotalMilliseconds;

    /// <summary>Waits a little if it is worth it.</summary>
    /// <param name="came">Requests that the group has executed.</param>
    /// <returns>False to commit now; true if others may have come.</returns>
    public bool Wait(int came)
    {
        if (came > _came)
            (_came, _lastCame) = (came, Stopwatch.GetTimestamp());
        if (came >= Enough || Stopwatch.GetElapsedTime(_begin).TotalMilliseconds + StepMilliseconds > _longest || IsLate(_lastCame))
        {
            _end = Stopwatch.GetTimestamp();
            return false;
        }

        Thread.Sleep(StepMilliseconds);
        return true;
    }

    /// <summary>The next one is long overdue: all who send only when answered are here, and wait for this commit.</summary>
    private bool IsLate(long lastCame) =>
        Stopwatch.GetElapsedTime(lastCame).TotalMilliseconds > Math.Max(2 * StepMilliseconds, Overdue * 1000 / _rate.PerSecond);

    /// <summary>A commit is done, its senders do not know yet; on the writer's thread.</summary>
    /// <param name="committed">Requests in it.</param>
    /// <param name="waiting">Requests that came too late for it.</param>
    public void Committed(int committed, int waiting)
    {
        var now = Stopwatch.GetTimestamp();
        _commitMilliseconds = Stopwatch.GetElapsedTime(_end, now).TotalMilliseconds;
        _rate.Note(Math.Max(0, committed + waiting - _waiting), Stopwatch.GetElapsedTime(_begin, now).TotalSeconds, Stopwatch.GetElapsedTime(_last, now).TotalSeconds);
        _last = now;
    }
}
