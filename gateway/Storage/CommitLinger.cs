using System.Diagnostics;
using System.Threading.Channels;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>
/// Lets a commit wait a moment for others to join it: each commit costs the card at least one whole block, however little is
/// in it. Only under steady load, so that a single node in its session, whose radio is on, never waits; and only while more
/// is coming in.
/// </summary>
internal sealed class CommitLinger(int longestMilliseconds)
{
    private const int StepMilliseconds = 3;
    private const double SteadyPerSecond = 200;
    private const int EnoughWaiting = 256;

    private long _windowStart = Stopwatch.GetTimestamp();
    private int _inWindow;
    private bool _isSteady;

    /// <summary>Waits if it is worth it; on the writer's thread.</summary>
    public void Wait(ChannelReader<WriteRequest> queue)
    {
        // The monotonic counter of the machine and not TimeProvider: what is waited for is the disk, not the emulated world.
        var start = Stopwatch.GetTimestamp();
        var waiting = queue.Count;
        while (_isSteady && waiting < EnoughWaiting && Stopwatch.GetElapsedTime(start).TotalMilliseconds < longestMilliseconds)
        {
            Thread.Sleep(StepMilliseconds);
            var now = queue.Count;
            if (now == waiting)
                break;
            waiting = now;
        }

        Count(queue.Count);
    }

    private void Count(int requests)
    {
        _inWindow += requests;
        var seconds = Stopwatch.GetElapsedTime(_windowStart).TotalSeconds;
        if (seconds < 1)
            return;
        _isSteady = _inWindow / seconds >= SteadyPerSecond;
        (_windowStart, _inWindow) = (Stopwatch.GetTimestamp(), 0);
    }
}
