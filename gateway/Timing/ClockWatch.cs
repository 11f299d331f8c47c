using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>Looks at the clock every few seconds, has times repaired when it becomes right, and notes right times on disk.</summary>
internal sealed partial class ClockWatch : LastingService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromHours(1);

    // A frame that arrived just before the clock was set may be committed just after the first repair.
    private static readonly TimeSpan LateCommits = TimeSpan.FromMinutes(1);

    // The anchor may be a little ahead of the machine's clock of the next run; such arrivals only wait a moment.
    private const long SlackMilliseconds = 60_000;

    private readonly GatewayClock _clock;
    private readonly DatabaseWriter _writer;
    private readonly TimeRepair _repair;
    private readonly TimeProvider _time;
    private readonly ILogger<ClockWatch> _log;
    private ClockCorrection? _pending;
    private long _setTimestamp;
    private long _savedTimestamp;
    private bool _isTold;
    private ArrivalsAhead? _toldAhead;

    /// <summary>Makes the watch; a repair that a power cut left undone is made up for at the start.</summary>
    public ClockWatch(GatewayClock clock, DatabaseWriter writer, TimeRepair repair, TimeProvider time, ILogger<ClockWatch> log)
        : base(log)
    {
        (_clock, _writer, _repair, _time, _log) = (clock, writer, repair, time, log);
        _toldAhead = repair.Ahead;
        var now = clock.Now();
        // A period number that no sample can have: only samples of earlier runs are repaired then.
        _pending = now.IsTrusted ? new ClockCorrection(-1, 0, now.UnixMilliseconds) : null;
        _savedTimestamp = time.GetTimestamp();
        clock.BecameTrusted += Begin;
        clock.PutRight += Begin;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [RunAsync];

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        if (!_clock.Now().IsTrusted)
        {
            LogNotSet();
            await TryAsync(() => _writer.WriteAsync(connection => ClockHistory.SavePeriod(connection, _clock.Now().ProvisionalPeriod), stoppingToken));
        }

        using var timer = new PeriodicTimer(CheckInterval, _time);
        do
            await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One look at the clock, with what follows from it.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        _clock.Check();
        if (_pending is { } correction && await TryAsync(() => RepairAsync(correction, cancellation))
            && (correction.Period < 0 || _time.GetElapsedTime(_setTimestamp) >= LateCommits))
        {
            _pending = null;
        }

        if (_clock.Now().IsTrusted && _time.GetElapsedTime(_savedTimestamp) >= SaveInterval)
        {
            _savedTimestamp = _time.GetTimestamp();
            await TryAsync(() => _writer.WriteAsync(connection => ClockHistory.SaveTrusted(connection, _clock.Now().UnixMilliseconds), cancellation));
        }
    }

    private void Begin(ClockCorrection correction) => (_setTimestamp, _pending) = (_time.GetTimestamp(), correction);

    private async Task RepairAsync(ClockCorrection correction, CancellationToken cancellation)
    {
        var now = _clock.Now().UnixMilliseconds;
        // What was noted as right can be later than now only where a clock ran ahead, now or then.
        var isAhead = _clock.IsVouchedFor && (correction.Period == 0 || _clock.NewestStoredAtStart > now + SlackMilliseconds);
        if (isAhead)
            correction = correction with { ImpossibleAfterUnixMilliseconds = now + SlackMilliseconds };
        var count = await _repair.RunAsync(correction, _clock.NewestStoredAtStart, now - (long)_clock.Uptime.TotalMilliseconds, cancellation);
        // A board that nobody vouches for would wait until then at every start.
        if (isAhead && _repair.Ahead is not { Left: > 0 })
            await _writer.WriteAsync(connection => ClockHistory.LowerTrusted(connection, now), cancellation);
        if (count > 0 || (correction.Period > 0 && !_isTold))
            LogSet(DateTimeOffset.FromUnixTimeMilliseconds(now), count);
        _isTold = true;
        if (_repair.Ahead is { } ahead && ahead != _toldAhead)
        {
            // Told for weeks: what a sink has of it nobody but the operator can mend.
            if (ahead.Redated > 0)
                await _writer.WriteAsync(connection => ClockHistory.SaveAhead(connection, ahead), cancellation);
            _toldAhead = ahead;
            LogAhead(ahead.Redated, ahead.Left, DateTimeOffset.FromUnixTimeMilliseconds(ahead.FirstArrivalUnixMilliseconds), DateTimeOffset.FromUnixTimeMilliseconds(ahead.LastArrivalUnixMilliseconds));
        }
    }

    private async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (StorageUnavailableException)
        {
            // The writer has raised its alarm; the next tick tries again.
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The clock of this machine is not set. Readings are taken with provisional times and not forwarded until it is.")]
    private partial void LogNotSet();

    [LoggerMessage(LogLevel.Information, "The clock is set: {Now:u}. {Count} provisional times repaired.")]
    private partial void LogSet(DateTimeOffset now, int count);

    [LoggerMessage(LogLevel.Warning, "Samples were stored with arrivals from {First:u} to {Last:u}, which is later than now: a clock that ran ahead was believed then. {Redated} of them have new times; {Left} wait until theirs has come.")]
    private partial void LogAhead(int redated, int left, DateTimeOffset first, DateTimeOffset last);
}
