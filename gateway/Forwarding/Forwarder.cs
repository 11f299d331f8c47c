using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>
/// Brings every sample to one sink.
/// <list type="bullet">
/// <item>In order of commit, and by time inside a window: oldest first, live behind backlog.</item>
/// <item>The cursor moves only after the sink has all of a window; a crash repeats at most that window.</item>
/// <item>Nothing with a provisional time or a time to come leaves.</item>
/// </list>
/// </summary>
internal sealed partial class Forwarder : IAsyncDisposable
{
    private static readonly TimeSpan IdlePoll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    private readonly SinkOptions _options;
    private readonly ISink _sink;
    private readonly IReadingStore _store;
    private readonly Outbox _outbox;
    private readonly SampleTranslator _translator;
    private readonly GatewayClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _news = new(0, 1);
    private long _cursor;
    private long _delivered;
    private long? _lastDelivery;
    private string? _error;
    private long? _failingSince;
    private bool _waitsForClock;
    private int _resends;

    /// <summary>Makes the forwarder of a sink and reads its cursor.</summary>
    public Forwarder(
        SinkOptions options, ISink sink, IReadingStore store, Outbox outbox, SampleTranslator translator, GatewayClock clock, TimeProvider time, ILogger log)
    {
        (_options, _sink, _store, _outbox, _translator, _clock, _time, _log) = (options, sink, store, outbox, translator, clock, time, log);
        _cursor = outbox.ReadCursor(options.Name);
        store.Appended += Wake;
    }

    /// <summary>Sequence of the last sample that the sink has.</summary>
    public long Cursor => Volatile.Read(ref _cursor);

    /// <summary>How the sink fares.</summary>
    public SinkState State => new(
        _options.Name, _options.Kind, Cursor, Math.Max(0, _store.LastSequence - Cursor), Volatile.Read(ref _delivered), _lastDelivery,
        _error, _failingSince, _waitsForClock, _resends);

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var backoff = TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (!await StepAsync(cancellation))
                    await _news.WaitAsync(IdlePoll, cancellation);
                backoff = TimeSpan.Zero;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The edge towards another's machine, and a disk that may be full: note it, wait, go on.
                NoteFailure(exception);
                backoff = TimeSpan.FromTicks(Math.Min(LongestBackoff.Ticks, Math.Max(TimeSpan.FromMilliseconds(200).Ticks, backoff.Ticks * 2)));
                await DelayAsync(backoff, cancellation);
            }
        }
    }

    /// <summary>Does one window of re-sends or news.</summary>
    /// <returns>False if there was nothing to do.</returns>
    internal async Task<bool> StepAsync(CancellationToken cancellation)
    {
        _waitsForClock = !_clock.Now().IsTrusted;
        if (_waitsForClock)
            return false;
        var resends = _outbox.ReadResends(_options.Name);
        _resends = resends.Count;
        if (resends.Count > 0)
        {
            await ResendAsync(resends[0], cancellation);
            return true;
        }

        var window = ReadyWindow();
        if (window.Count == 0)
            return false;
        var last = window[^1].Sequence;
        window.Sort(static (left, right) => (left.TimeUnixMilliseconds, left.Sequence).CompareTo((right.TimeUnixMilliseconds, right.Sequence)));
        await DeliverAsync(window, cancellation);
        await _outbox.SaveCursorAsync(_options.Name, last, cancellation);
        Volatile.Write(ref _cursor, last);
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _store.Appended -= Wake;
        await _sink.DisposeAsync();
        _news.Dispose();
    }

    private List<Sample> ReadyWindow()
    {
        var now = _clock.Now().UnixMilliseconds;
        return [.. _store.ReadAfter(_cursor, _options.InFlight).TakeWhile(sample => !sample.TimeIsProvisional && sample.TimeUnixMilliseconds <= now)];
    }

    private async Task ResendAsync(Resend order, CancellationToken cancellation)
    {
        foreach (var deviceId in _translator.Devices.Where(id => id >= order.NextDeviceId && (order.DeviceId is null || id == order.DeviceId)))
        {
            // What the cursor has not reached yet comes by itself, in its turn.
            var samples = _store.Read(deviceId, order.FromUnixMilliseconds, order.ToUnixMilliseconds)
                .Where(sample => sample.Sequence <= _cursor && !sample.TimeIsProvisional);
            foreach (var window in samples.Chunk(_options.InFlight))
                await DeliverAsync(window, cancellation);
            await _outbox.SaveResendAsync(order.ResendId, deviceId + 1, cancellation);
        }

        await _outbox.EndResendAsync(order.ResendId, cancellation);
        LogResent(_options.Name, DateTimeOffset.FromUnixTimeMilliseconds(order.FromUnixMilliseconds), DateTimeOffset.FromUnixTimeMilliseconds(order.ToUnixMilliseconds));
    }

    /// <summary>Sends a window until the sink has all of it; what it has taken is not sent again.</summary>
    private async Task DeliverAsync(IReadOnlyList<Sample> window, CancellationToken cancellation)
    {
        var left = window.Select(_translator.Translate).ToList();
        var backoff = TimeSpan.FromMilliseconds(200);
        while (true)
        {
            var taken = new bool[left.Count];
            try
            {
                await _sink.SendAsync(left, index => Volatile.Write(ref taken[index], true), cancellation);
                NoteDelivered(left.Count);
                return;
            }
            catch (SinkException exception)
            {
                var before = left.Count;
                left = [.. left.Where((_, index) => !Volatile.Read(ref taken[index]))];
                if (before > left.Count)
                    NoteDelivered(before - left.Count);
                NoteFailure(exception);
                if (left.Count == 0)
                    return;
            }

            await DelayAsync(backoff, cancellation);
            backoff = TimeSpan.FromTicks(Math.Min(LongestBackoff.Ticks, backoff.Ticks * 2));
        }
    }

    // Full jitter, so that many gateways do not return to the city's broker at the same moment.
    private Task DelayAsync(TimeSpan longest, CancellationToken cancellation) =>
        Task.Delay(longest * (0.5 + (Random.Shared.NextDouble() / 2)), _time, cancellation);

    private void NoteDelivered(int count)
    {
        Interlocked.Add(ref _delivered, count);
        _lastDelivery = _clock.Now().UnixMilliseconds;
        if (_error is null)
            return;
        (_error, _failingSince) = (null, null);
        LogRecovered(_options.Name);
    }

    private void NoteFailure(Exception exception)
    {
        if (_error is null)
            LogFailing(_options.Name, exception.Message);
        _error = exception.Message;
        _failingSince ??= _clock.Now().UnixMilliseconds;
    }

    private void Wake()
    {
        if (_news.CurrentCount == 0)
        {
            try
            {
                _news.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another commit was first; one signal is enough.
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Sink {Sink} does not take readings: {Error}. They are kept and sent when it does.")]
    private partial void LogFailing(string sink, string error);

    [LoggerMessage(LogLevel.Information, "Sink {Sink} takes readings again.")]
    private partial void LogRecovered(string sink);

    [LoggerMessage(LogLevel.Information, "Sink {Sink}: {From:u} to {To:u} was sent again.")]
    private partial void LogResent(string sink, DateTimeOffset from, DateTimeOffset to);
}
