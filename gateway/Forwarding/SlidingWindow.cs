namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>
/// Samples under way, in order: the next one leaves before the one before it is acknowledged. What the sink did not take
/// goes again in the same order; what it took does not.
/// </summary>
/// <param name="send">Puts one on the wire and completes when the other side has it.</param>
/// <param name="wake">Called when the fate of one is known, on any thread.</param>
/// <param name="time">By which it is known how long one waits.</param>
internal sealed class SlidingWindow(Func<Departure, CancellationToken, Task> send, Action wake, TimeProvider time) : IDisposable
{
    private readonly Queue<Departure> _sent = new();
    private readonly Queue<Departure> _again = new();
    private CancellationTokenSource _attempt = new();
    private Exception? _error;

    /// <summary>Samples that are neither taken nor waiting to go again.</summary>
    public int UnderWay => _sent.Count;

    /// <summary>True if nothing is under way or waits to go again.</summary>
    public bool IsEmpty => _sent.Count + _again.Count == 0;

    /// <summary>The oldest sample that the sink is not known to have; null if there is none.</summary>
    public Departure? Oldest => _sent.TryPeek(out var sent) ? sent : _again.TryPeek(out var again) ? again : null;

    /// <summary>How long the oldest one waits for its acknowledgement.</summary>
    public TimeSpan LongestWait => _sent.TryPeek(out var oldest) && oldest.IsUnderWay ? time.GetElapsedTime(oldest.SentTimestamp) : TimeSpan.Zero;

    /// <summary>The next one that must go again; null if there is none.</summary>
    public Departure? NextAgain() => _again.TryDequeue(out var departure) ? departure : null;

    /// <summary>Sends one, behind all others.</summary>
    public void Send(Departure departure)
    {
        _sent.Enqueue(departure);
        if (departure.IsTaken)
            return;
        departure.Leave(time.GetTimestamp());
        departure.Sending = TrackAsync(departure, _attempt.Token);
    }

    /// <summary>The oldest one if the sink has it; it then leaves the window.</summary>
    public bool TryTake(out Departure departure)
    {
        if (!_sent.TryPeek(out departure!) || !departure.IsTaken)
            return false;
        _sent.Dequeue();
        return true;
    }

    /// <summary>Passes on the first failure of a send.</summary>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _error) is { } error)
            throw error as SinkException ?? new SinkException(error.Message, error);
    }

    /// <summary>Ends all sends; those that the sink did not take go again, in their order.</summary>
    public async Task ReturnAllAsync()
    {
        await _attempt.CancelAsync();
        await Task.WhenAll(_sent.Select(departure => departure.Sending));
        _attempt.Dispose();
        _attempt = new CancellationTokenSource();
        _error = null;
        while (_again.TryDequeue(out var waiting))
            _sent.Enqueue(waiting);
        while (_sent.TryDequeue(out var sent))
            _again.Enqueue(sent);
    }

    /// <summary>Waits a while for what is under way.</summary>
    public Task SettleAsync(TimeSpan limit) => Task.WhenAny(Task.WhenAll(_sent.Select(departure => departure.Sending)), Task.Delay(limit, time));

    /// <inheritdoc/>
    public void Dispose() => _attempt.Dispose();

    private async Task TrackAsync(Departure departure, CancellationToken cancellation)
    {
        try
        {
            await send(departure, cancellation);
            departure.Arrive(isTaken: true);
        }
        catch (Exception exception)
        {
            // The edge towards another's machine: whatever it was, the sample goes again and the operator sees why.
            Interlocked.CompareExchange(ref _error, exception, null);
            departure.Arrive(isTaken: false);
        }

        wake();
    }
}
