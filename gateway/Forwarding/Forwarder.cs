using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>
/// Brings every sample to one sink.
/// <list type="bullet">
/// <item>News in order of commit, live behind backlog; what is to be sent again takes turns with it, one for one.</item>
/// <item>At most <see cref="SinkOptions.InFlight"/> are under way or not yet noted on disk: what a crash may repeat.</item>
/// <item>The cursor only moves past samples that the sink has.</item>
/// <item>Nothing with a provisional time or a time to come leaves.</item>
/// </list>
/// </summary>
internal sealed class Forwarder : IAsyncDisposable
{
    private static readonly TimeSpan IdlePoll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly SinkOptions _options;
    private readonly ISink _sink;
    private readonly IReadingStore _store;
    private readonly Outbox _outbox;
    private readonly SampleTranslator _translator;
    private readonly GatewayClock _clock;
    private readonly TimeProvider _time;
    private readonly SinkJournal _journal;
    private readonly SlidingWindow _window;
    private readonly LiveSource _live;
    private readonly ResendSource _resends;
    private readonly ProgressSaver _progress;
    private readonly SemaphoreSlim _signal = new(0);
    private int _isSignalled;
    private TimeSpan _backoff;
    private bool _resendsTurn;
    private int _resendsUnderWay;
    private long _resendsSent;

    /// <summary>Makes the forwarder of a sink and reads its cursor.</summary>
    public Forwarder(
        SinkOptions options, ISink sink, IReadingStore store, Outbox outbox, SampleTranslator translator, GatewayClock clock, TimeProvider time, ILogger log)
    {
        (_options, _sink, _store, _outbox, _translator, _clock, _time) = (options, sink, store, outbox, translator, clock, time);
        var cursor = outbox.ReadCursor(options.Name);
        _journal = new SinkJournal(options.Name, clock, log);
        if (cursor < 0 || cursor > store.LastSequence)
        {
            // Believed, it would leave out every sample until the store has grown so far.
            _journal.NoteCursorLost(cursor, store.LastSequence);
            cursor = 0;
        }

        // The machine's own pace: a sink's network is real even where the service's clock runs faster.
        _window = new SlidingWindow(SendAsync, Wake, TimeProvider.System);
        _live = new LiveSource(store, cursor, TimeProvider.System);
        _resends = new ResendSource(options.Name, store, outbox, translator);
        _progress = new ProgressSaver(outbox, options.Name, cursor, Math.Max(1, options.InFlight / 4), Wake);
        State = Now();
        store.Appended += Wake;
    }

    /// <summary>Sequence up to which the sink has everything.</summary>
    public long Cursor => State.Cursor;

    /// <summary>How the sink fares.</summary>
    public SinkState State { get => field with { Lag = Math.Max(0, _store.LastSequence - field.Cursor) }; private set; }

    /// <summary>Works until cancelled; then waits a moment for what is under way, so that a restart repeats nothing.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                await TryStepAsync(cancellation);
                State = Now();
                await WaitAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await FinishAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _store.Appended -= Wake;
        await _sink.DisposeAsync();
        _window.Dispose();
        _progress.Dispose();
        _signal.Dispose();
    }

    private async Task TryStepAsync(CancellationToken cancellation)
    {
        try
        {
            await StepAsync(cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The edge towards another's machine, and a disk that may be full: note it, wait, go on.
            _journal.NoteFailure(exception.Message);
            if (exception is SinkException)
            {
                await _window.ReturnAllAsync();
                await _sink.CloseAsync();
            }

            State = Now();
            _backoff = _backoff == default ? FirstBackoff : TimeSpan.FromTicks(Math.Min(LongestBackoff.Ticks, _backoff.Ticks * 2));
            // Jitter, so that many gateways do not return to the city's broker at the same moment.
            await Task.Delay(_backoff * (0.5 + (Random.Shared.NextDouble() / 2)), _time, cancellation);
        }
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        Collect();
        _window.ThrowIfFailed();
        if (_window.LongestWait.TotalSeconds > _options.AcknowledgeSeconds)
            throw new SinkException($"{_options.Host}:{_options.Port} has not acknowledged a message for {_options.AcknowledgeSeconds} s.");
        await _progress.StepAsync();
        if (_resends.Exhausted is { } done && _resendsUnderWay == 0)
            await EndResendAsync(done, cancellation);
        if (_clock.Now().IsTrusted)
            await FillAsync(cancellation);
    }

    private void Collect()
    {
        while (_window.TryTake(out var taken))
        {
            _progress.Note(taken);
            _resendsUnderWay -= taken.Resend is null ? 0 : 1;
            _journal.NoteDelivered();
            _backoff = default;
        }
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        // A sink that just failed gets one sample: what it makes of that tells more than a window that breaks.
        var atMost = _journal.Error is null ? _options.InFlight : 1;
        while (_window.UnderWay < atMost && (_window.NextAgain() ?? NextNew()) is { } next)
        {
            try
            {
                // Never while others are under way: on a new connection this one would overtake those that the old one lost.
                if (_window.UnderWay == 0)
                    await _sink.OpenAsync(cancellation);
            }
            finally
            {
                // In any case into the window: what cannot be sent goes again from there.
                _window.Send(next);
            }
        }
    }

    /// <summary>News and what is sent again take turns and share the window, so that neither waits for the end of the other.</summary>
    private Departure? NextNew()
    {
        _resendsTurn = !_resendsTurn;
        var share = _resends.Orders > 0 ? Math.Max(1, _options.InFlight / 2) : _options.InFlight;
        var next = _resendsTurn ? Again() ?? News() : News() ?? Again();
        if (next?.Resend is not null)
        {
            _resendsUnderWay++;
            _resendsSent++;
        }

        return next;

        Departure? News() => _live.Next(share - (_live.Count - _progress.SavedCount), _clock.Now().UnixMilliseconds);

        Departure? Again() => _resendsSent - _progress.SavedResends < share ? _resends.Next(() => _progress.Cursor, _clock.Now().UnixMilliseconds) : null;
    }

    private Task SendAsync(Departure departure, CancellationToken cancellation) => _sink.SendAsync(_translator.Translate(departure.Sample), cancellation);

    private async Task EndResendAsync(Resend order, CancellationToken cancellation)
    {
        await _outbox.EndResendAsync(order.ResendId, cancellation);
        _resends.Forget();
        _journal.NoteResent(order);
        Wake();
    }

    private async Task FinishAsync()
    {
        await _window.SettleAsync(Farewell);
        Collect();
        await _window.ReturnAllAsync();
        try
        {
            await _progress.FinishAsync();
        }
        catch (Storage.StorageUnavailableException)
        {
            // A full disk at the end: the next run sends some again.
        }

        State = Now();
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        if (await _signal.WaitAsync(IdlePoll, cancellation))
            Volatile.Write(ref _isSignalled, 0);
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _isSignalled, 1) == 0)
            _signal.Release();
    }

    private SinkState Now()
    {
        var waiting = _window.Oldest?.Sample ?? _live.Oldest?.Sample ?? _live.HeldBack;
        return new(
            _options.Name, _options.Kind, _progress.Cursor, 0, _journal.Delivered, _journal.LastDelivery, _journal.Error, _journal.FailingSince,
            !_clock.Now().IsTrusted, _live.HeldBack is not null && _live.Oldest is null && _window.IsEmpty, waiting?.ReceivedUnixMilliseconds, _resends.Orders);
    }
}
