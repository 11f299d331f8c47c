using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>Remembers how a sink fares and tells the operator when that changes.</summary>
internal sealed partial class SinkJournal(string sink, GatewayClock clock, ILogger log)
{
    private long _delivered;
    private ClockReading? _failingSince;

    /// <summary>Samples that the sink took in this run.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>When it last took one; null = not in this run.</summary>
    public long? LastDelivery { get; private set; }

    /// <summary>What is wrong; null while all is well.</summary>
    public string? Error { get; private set; }

    /// <summary>Since when it takes nothing.</summary>
    public long? FailingSince => _failingSince is { } since ? clock.Settle(since).UnixMilliseconds : null;

    /// <summary>Notes that the sink took a sample.</summary>
    public void NoteDelivered()
    {
        _delivered++;
        LastDelivery = clock.Now().UnixMilliseconds;
        if (Error is null)
            return;
        (Error, _failingSince) = (null, null);
        LogRecovered(sink);
    }

    /// <summary>Notes a failure.</summary>
    public void NoteFailure(string error)
    {
        if (Error is null)
            LogFailing(sink, error);
        Error = error;
        _failingSince ??= clock.Now();
    }

    /// <summary>Notes that a time range was sent again.</summary>
    public void NoteResent(Resend order) =>
        LogResent(sink, DateTimeOffset.FromUnixTimeMilliseconds(order.FromUnixMilliseconds), DateTimeOffset.FromUnixTimeMilliseconds(order.ToUnixMilliseconds));

    /// <summary>Notes that the cursor on disk cannot be.</summary>
    public void NoteCursorLost(long cursor, long lastSequence) => LogCursorLost(sink, cursor, lastSequence);

    [LoggerMessage(LogLevel.Error, "Sink {Sink} is said to have samples up to {Cursor}, and there are only {LastSequence}: the card has lost how far it is. Everything is sent again, with the identities of the first time.")]
    private partial void LogCursorLost(string sink, long cursor, long lastSequence);

    [LoggerMessage(LogLevel.Warning, "Sink {Sink} does not take readings: {Error}. They are kept and sent when it does.")]
    private partial void LogFailing(string sink, string error);

    [LoggerMessage(LogLevel.Information, "Sink {Sink} takes readings again.")]
    private partial void LogRecovered(string sink);

    [LoggerMessage(LogLevel.Information, "Sink {Sink}: {From:u} to {To:u} was sent again.")]
    private partial void LogResent(string sink, DateTimeOffset from, DateTimeOffset to);
}
