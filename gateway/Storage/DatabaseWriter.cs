using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>
/// The one writer: takes work in order, commits as much as is waiting in one transaction, and tells each sender only after
/// the commit. Its queue is bounded, so that senders wait instead of memory growing.
/// </summary>
internal sealed partial class DatabaseWriter : IAsyncDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(5);

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly ILogger<DatabaseWriter> _log;
    private readonly Channel<WriteRequest> _queue;
    private readonly ConcurrentQueue<WriteRequest> _riders = new();
    private readonly int _writesPerCommit;
    private readonly CommitLinger _linger;
    private readonly Checkpointer _checkpointer;
    private readonly IdleCollection _garbage = new();
    private readonly WriterTurn _turn = new();
    private readonly Thread _thread;
    private WriteGroup? _group;
    private volatile bool _isStopping;

    /// <summary>Starts the writer thread.</summary>
    public DatabaseWriter(Database database, StorageOptions options, TimeProvider time, ILogger<DatabaseWriter> log)
    {
        (_database, _time, _log, _writesPerCommit) = (database, time, log, options.WritesPerCommit);
        _queue = Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(options.WriteQueueLength) { SingleReader = true });
        LastProgressTimestamp = time.GetTimestamp();
        _linger = new CommitLinger(options.CommitLingerMilliseconds);
        _checkpointer = new Checkpointer(database);
        _thread = new Thread(Run) { IsBackground = true, Name = "database writer" };
        _thread.Start();
    }

    /// <summary>
    /// Whether who waits is told of the first failure. False: whoever was not taken yet waits until it goes on, as senders of frames do. A
    /// command has a person in front of it.
    /// </summary>
    public bool TellsAtOnce { get; init; }

    /// <summary>How the writer fares now.</summary>
    public StorageState State { get; private set; } = StorageState.Well;

    /// <summary>For how long writes have not reached the disk; null while they do.</summary>
    public TimeSpan? FailingFor => State.FailingSinceTimestamp is { } since ? _time.GetElapsedTime(since) : null;

    /// <summary>Requests waiting.</summary>
    public int QueueLength => _queue.Reader.Count;

    /// <summary>Commits since the start.</summary>
    public long Commits { get; private set; }

    /// <summary>Times that the write-ahead log was copied into the database beside the writer.</summary>
    public long Checkpoints => _checkpointer.Checkpoints;

    /// <summary>Whether the log is being copied now.</summary>
    public bool IsCopying => _checkpointer.IsCopying;

    /// <summary>When the writer last ended a group, on the monotonic counter.</summary>
    public long LastProgressTimestamp { get; private set; }

    /// <summary>
    /// Runs work in the next commit; it must not begin a transaction of its own. A work that throws is undone alone.
    /// </summary>
    /// <returns>Completes after the commit.</returns>
    /// <exception cref="StorageUnavailableException">The commit failed; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation = default) =>
        WriteAsync(work, canFailAlone: true, cancellation);

    /// <summary>Runs work that has no result; see <see cref="WriteAsync{T}(Func{SqliteConnection, T}, CancellationToken)"/>.</summary>
    public Task WriteAsync(Action<SqliteConnection> work, CancellationToken cancellation = default) =>
        WriteAsync(work, canFailAlone: true, cancellation);

    /// <summary>Runs work in the next commit.</summary>
    /// <param name="work">The work.</param>
    /// <param name="canFailAlone">
    /// False: no savepoint, so that pages which the work empties are not written once more; a failure is then the whole group's.
    /// </param>
    /// <param name="cancellation">Ends the waiting for the queue.</param>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, bool canFailAlone, CancellationToken cancellation = default)
    {
        var request = new DelegateWrite<T>(work, canFailAlone);
        await EnqueueAsync(request, cancellation);
        return await request.Done;
    }

    /// <summary>Runs work that has no result; see <see cref="WriteAsync{T}(Func{SqliteConnection, T}, bool, CancellationToken)"/>.</summary>
    public Task WriteAsync(Action<SqliteConnection> work, bool canFailAlone, CancellationToken cancellation = default) =>
        WriteAsync(connection => { work(connection); return true; }, canFailAlone, cancellation);

    /// <summary>
    /// Runs work in the next commit that others cause: it costs no commit of its own. If none comes, it gets one.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="longest">How long it waits for others.</param>
    /// <param name="hurry">Ends that waiting.</param>
    /// <exception cref="StorageUnavailableException">The commit failed; nothing was written.</exception>
    public async Task RideAsync(Action<SqliteConnection> work, TimeSpan longest, CancellationToken hurry)
    {
        var rider = new DelegateWrite<bool>(connection => { work(connection); return true; });
        _riders.Enqueue(rider);
        await Task.WhenAny(rider.Done, Task.Delay(longest, hurry));
        if (!rider.Done.IsCompleted)
            await EnqueueAsync(new DelegateWrite<bool>(static _ => true), CancellationToken.None);
        await rider.Done;
    }

    /// <summary>Puts a request into the queue; waits while the queue is full.</summary>
    public async ValueTask EnqueueAsync(WriteRequest request, CancellationToken cancellation = default)
    {
        try
        {
            await _queue.Writer.WriteAsync(request, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new StorageUnavailableException("The gateway is stopping.");
        }
    }

    /// <summary>Writes what waits, then stops; where it cannot be written, its senders are told.</summary>
    public ValueTask DisposeAsync()
    {
        _isStopping = true;
        _queue.Writer.TryComplete();
        _thread.Join();
        _checkpointer.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        while (WaitForWork())
        {
            CommitGroup();
            LastProgressTimestamp = _time.GetTimestamp();
        }

        _group?.Dispose();
    }

    /// <summary>Waits; while the disk fails it also probes, so that the alarm ends without a sender.</summary>
    private bool WaitForWork()
    {
        var wait = _queue.Reader.WaitToReadAsync().AsTask();
        while (State.IsFailing && !wait.Wait(ProbeInterval))
            CommitGroup();
        return wait.GetAwaiter().GetResult();
    }

    private void CommitGroup()
    {
        try
        {
            var group = _group ??= new WriteGroup(_database.OpenWriter(), _checkpointer);
            // Within the waiting, where there is one: it takes no time of the senders.
            _linger.Begin(_queue.Reader.Count);
            _turn.LeaveToOthers();
            group.Begin();
            _garbage.Collect(_linger.RemainingMilliseconds);
            // Executed while others are awaited: what takes long takes no time of theirs.
            do
            {
                while (group.Count < _writesPerCommit && _queue.Reader.TryRead(out var request))
                    group.Execute(request);
            }
            while (group.Count < _writesPerCommit && _linger.Wait(group.Count));
            var came = group.Count;
            while (_riders.TryDequeue(out var rider))
                group.Execute(rider);
            group.Commit(isProbe: State.IsFailing);
            _turn.Ended();
            Commits++;
            SetState(StorageState.Well);
            _linger.Committed(came, _queue.Reader.Count);
            foreach (var thrown in group.Complete())
                LogListener(thrown);
        }
        catch (Exception exception)
        {
            // The edge of the writer: whatever the disk did, senders are told and the thread lives on.
            var reason = new StorageUnavailableException($"Nothing could be written to {_database.Path}: {exception.Message} {WhatToDo(exception)}", exception);
            SetState(new StorageState(true, reason.Message, State.FailingSinceTimestamp ?? _time.GetTimestamp()));
            _group?.Fail(reason);
            // Who stops does not wait for a disk that may never work again.
            if (_group is null || _isStopping || TellsAtOnce)
                FailWaiting(reason);
            _group?.Dispose();
            _group = null;
        }
    }

    private void FailWaiting(Exception reason)
    {
        for (var count = _queue.Reader.Count; count > 0 && _queue.Reader.TryRead(out var request); count--)
            request.Failed(reason);
    }

    private void SetState(StorageState state)
    {
        var changed = state.IsFailing != State.IsFailing;
        State = state;
        if (!changed)
            return;
        if (state.IsFailing)
            LogFailing(state.Error);
        else
            LogRecovered();
    }

    private static string WhatToDo(Exception exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        5 => "Another program has been writing to it all the time: end that program.", // SQLITE_BUSY
        11 or 26 => "The database is damaged: restore a backup (jena-gateway restore FILE).", // SQLITE_CORRUPT, SQLITE_NOTADB
        13 => "Free disk space.", // SQLITE_FULL
        8 => "The disk or the file is read-only: check the card and whose the file is.", // SQLITE_READONLY
        _ => "Free disk space or check the card.",
    };

    [LoggerMessage(LogLevel.Critical, "Storage is failing, nothing is acknowledged until it recovers. {Error}")]
    private partial void LogFailing(string? error);

    [LoggerMessage(LogLevel.Error, "What was told of a commit failed with it; the commit stands.")]
    private partial void LogListener(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Storage works again.")]
    private partial void LogRecovered();
}
