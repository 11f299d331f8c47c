using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Readings.Log;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>
/// Samples in SQLite.
/// <list type="bullet">
/// <item>A sample is either in the log, after <c>settled_sequence</c>, or in a day block up to it. That number alone decides.</item>
/// <item>A counter is in memory's streams exactly when its sample is committed, or is in the group being committed.</item>
/// <item>Saved streams plus the log after <c>settled_sequence</c> give memory's streams again after any power cut.</item>
/// </list>
/// </summary>
internal sealed class SqliteReadingStore : IReadingStore, IDisposable
{
    private readonly DatabaseWriter _writer;
    private readonly ReaderPool _readers;
    private readonly TimeProvider _time;
    private readonly SampleQueries _queries;
    private readonly SettledSteps _steps;
    private readonly SemaphoreSlim _rearranging = new(1, 1);
    private readonly ConcurrentDictionary<int, DeviceLog> _logs = new();
    private AppendStatement? _append;
    private long _lastSequence;

    /// <summary>Opens the store and rebuilds what memory holds.</summary>
    public SqliteReadingStore(Database database, DatabaseWriter writer, DamageBook damage, TimeProvider time)
    {
        (_writer, _time, Damage) = (writer, time, damage);
        _readers = new ReaderPool(database);
        _queries = new SampleQueries(damage);
        _steps = new SettledSteps(damage, time);
        _readers.Use(Rebuild);
    }

    /// <inheritdoc/>
    public event Action? Appended;

    /// <inheritdoc/>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>Sequence of the next sample; of the writer's thread alone.</summary>
    internal long NextSequence { get; private set; }

    /// <summary>What cannot be read.</summary>
    internal DamageBook Damage { get; }

    /// <summary>Streams that one write saves: senders wait for it.</summary>
    internal int StreamsPerWrite { get; set; } = 300;

    /// <summary>Streams in memory.</summary>
    internal StreamTable StreamTable { get; } = new();

    /// <inheritdoc/>
    public async Task<int> AppendAsync(SampleBatch batch, CancellationToken cancellation = default)
    {
        if (batch.Count is < 1 or > LogRow.MaximumSamples)
            throw new ArgumentException($"A batch has 1 to {LogRow.MaximumSamples} samples, not {batch.Count}.", nameof(batch));
        if (batch.Stream.DeviceId is < 0 or > BlockId.MaximumDevice)
            throw new ArgumentException($"A device has a number of 0 to {BlockId.MaximumDevice}, not {batch.Stream.DeviceId}.", nameof(batch));
        var write = new AppendWrite(this, batch);
        await _writer.EnqueueAsync(write, cancellation);
        return await write.Done;
    }

    /// <inheritdoc/>
    public IReadOnlyList<StreamSummary> Streams(int deviceId) => StreamTable.Of(deviceId);

    /// <inheritdoc/>
    public int CountKnown(StreamKey stream, uint firstCounter, int count) => StreamTable.CountKnown(stream, firstCounter, count);

    /// <inheritdoc/>
    public Sample? Find(SampleIdentity identity)
    {
        var known = CountKnown(new StreamKey(identity.DeviceId, identity.Boot, identity.Incarnation), identity.Counter, 1);
        return known == 0 ? null : Query(identity.DeviceId, (connection, rows) => _queries.Find(connection, identity, rows));
    }

    /// <inheritdoc/>
    public IEnumerable<Sample> Read(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds)
    {
        var borders = _readers.Use(connection => SampleQueries.Borders(connection, fromUnixMilliseconds, toUnixMilliseconds));
        return borders.Zip(borders.Skip(1)).SelectMany(part =>
            Query(deviceId, (connection, rows) => _queries.Range(connection, deviceId, part.First, part.Second, rows)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<HourSummary> ThinnedHours(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds) =>
        _readers.Use(connection => HourTable.Read(connection, Damage, deviceId, fromUnixMilliseconds, toUnixMilliseconds));

    /// <inheritdoc/>
    public IReadOnlyList<Sample> Recent(int deviceId, int maximumCount) =>
        // A device that never sent anything would have to be looked for in every part of history.
        Streams(deviceId).Count == 0 ? [] : Query(deviceId, (connection, rows) => _queries.Recent(connection, deviceId, maximumCount, rows));

    /// <inheritdoc/>
    public Sample? Latest(int deviceId) =>
        // As above: who never sent anything would be looked for in all of history.
        Streams(deviceId).Count == 0 ? null : LogOf(deviceId).Newest(() => Query(deviceId, (connection, rows) => _queries.Newest(connection, deviceId, rows)));

    /// <inheritdoc/>
    public IReadOnlyList<Sample> ReadAfter(long afterSequence, int maximumCount) =>
        _readers.Use(connection => _queries.After(connection, _steps, afterSequence, maximumCount));

    /// <inheritdoc/>
    public bool HasUnreadable(int deviceId, long fromUnixMilliseconds) =>
        Damage.Pieces.Any(piece => piece.DeviceId == deviceId && (piece.Day is not { } day || day >= BlockId.DayOf(fromUnixMilliseconds)));

    /// <inheritdoc/>
    public long NewestTrustedArrival() => _readers.Use(_queries.NewestTrustedArrival);

    /// <inheritdoc/>
    public int LastPeriod() => _readers.Use(SampleLog.LastPeriod);

    /// <inheritdoc/>
    public async Task<int> RepairTimesAsync(
        Func<IReadOnlyList<ProvisionalSample>, IEnumerable<RepairedTime>> repair, long arrivedAfterUnixMilliseconds = long.MaxValue, CancellationToken cancellation = default)
    {
        // Provisional samples do not settle, so that their repair need not wait for who rearranges others.
        var repaired = arrivedAfterUnixMilliseconds == long.MaxValue
            ? await RepairAsync(repair, arrivedAfterUnixMilliseconds, cancellation)
            : await RearrangeAsync(() => RepairAsync(repair, arrivedAfterUnixMilliseconds, cancellation), cancellation);
        foreach (var log in _logs.Values)
            log.ForgetNewest();
        return repaired;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _append?.Dispose();
        _readers.Dispose();
        _rearranging.Dispose();
    }

    /// <summary>Runs what moves samples on disk or rewrites them, one at a time: what one has read, no other may change until it has written.</summary>
    internal async Task<T> RearrangeAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _rearranging.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _rearranging.Release();
        }
    }

    /// <summary>
    /// Takes the samples up to a sequence out of the log, in one transaction with what else becomes of them. Their rows are
    /// dead from then on; unless that is the whole log, they are to be removed in small steps later.
    /// </summary>
    internal async Task LeaveLogAsync(long sequence, Action<SqliteConnection> alongside, CancellationToken cancellation)
    {
        // Streams may be saved before they must: what the log still holds of them is then counted once more and changes nothing.
        for (var left = StreamTable.CountChanged(); left > StreamsPerWrite; left -= StreamsPerWrite)
            await SaveStreamsAsync((connection, saved) => StreamTable.SaveChanged(connection, saved, StreamsPerWrite), cancellation);
        await SaveStreamsAsync(
            (connection, saved) =>
            {
                alongside(connection);
                UnreadableRows.PutAside(connection, Damage, sequence, _time.GetUtcNow());
                // Emptying the whole log frees its pages at once and unread.
                if (connection.Scalar<long>("SELECT max(sequence) FROM sample_log") <= sequence)
                    connection.Run("DELETE FROM sample_log");
                // Streams as of now hold every committed sample and those of this very commit, so the log from here on completes them.
                StreamTable.SaveChanged(connection, saved);
                connection.Run("UPDATE reading_state SET settled_sequence = $settled, last_sequence = $last", ("$settled", sequence), ("$last", NextSequence - 1));
            },
            cancellation);
        foreach (var log in _logs.Values)
            log.ForgetUpTo(sequence);
    }

    private async Task SaveStreamsAsync(Action<SqliteConnection, List<SampleStream>> write, CancellationToken cancellation)
    {
        var saved = new List<SampleStream>();
        try
        {
            await _writer.WriteAsync(connection => write(connection, saved), cancellation);
        }
        catch
        {
            // Not on disk after all: the next time must save them again.
            foreach (var stream in saved)
                stream.IsDirty = true;
            throw;
        }
    }

    /// <summary>The stream in memory.</summary>
    internal SampleStream StreamOf(StreamKey key) => StreamTable.Get(key);

    /// <summary>Inserts samples of a batch under the next sequences; on the writer's thread.</summary>
    internal void Insert(SqliteConnection connection, SampleBatch batch, ulong added, int count)
    {
        if (_append?.IsOn(connection) != true)
        {
            _append?.Dispose();
            _append = new AppendStatement(connection);
        }

        _append.Insert(NextSequence, batch, added, count);
        NextSequence += count;
    }

    /// <summary>Gives back sequences of a failed write, the last write first; on the writer's thread.</summary>
    internal void ReturnSequences(long firstSequence) => NextSequence = firstSequence;

    /// <summary>Makes committed samples visible; on the writer's thread.</summary>
    internal void NoteCommitted(SampleBatch batch, ulong added, long firstSequence)
    {
        LogOf(batch.Stream.DeviceId).Note(batch, added, firstSequence);
        Volatile.Write(ref _lastSequence, firstSequence + System.Numerics.BitOperations.PopCount(added) - 1);
        Appended?.Invoke();
    }

    private async Task<int> RepairAsync(Func<IReadOnlyList<ProvisionalSample>, IEnumerable<RepairedTime>> repair, long arrivedAfter, CancellationToken cancellation)
    {
        var settled = arrivedAfter == long.MaxValue ? [] : _readers.Use(connection => BlockRedating.ArrivedAfter(connection, Damage, arrivedAfter));
        var times = new Dictionary<long, RepairedTime>();
        var repaired = await _writer.WriteAsync(
            connection =>
            {
                var rows = SampleLog.Repairable(connection, Damage, arrivedAfter);
                var asked = settled.SelectMany(step => step.Samples).Select(sample => new ProvisionalSample(sample, 0)).Concat(rows.SelectMany(
                    row => row.Samples.Where(sample => row.Period != 0 || sample.ReceivedUnixMilliseconds > arrivedAfter).Select(sample => new ProvisionalSample(sample, row.Period))));
                foreach (var time in repair([.. asked]))
                    times.Add(time.Sequence, time);
                return SampleLog.Repair(connection, rows, times);
            },
            cancellation);
        foreach (var (step, samples) in settled)
        {
            var moved = samples.Count(sample => times.ContainsKey(sample.Sequence));
            if (moved == 0)
                continue;
            await _writer.WriteAsync(connection => BlockRedating.Write(connection, Damage, step, times), canFailAlone: false, cancellation);
            repaired += moved;
        }

        _steps.Forget();
        return repaired;
    }

    private DeviceLog LogOf(int deviceId) => _logs.GetOrAdd(deviceId, static _ => new DeviceLog());

    // The log's rows come first: one that settles after this is then found in its block.
    private T Query<T>(int deviceId, Func<SqliteConnection, long[], T> query)
    {
        var rows = LogOf(deviceId).Rows();
        return _readers.Use(connection => query(connection, rows));
    }

    // What was thinned or dropped is not among them: it would be taken once more, if a node still had it.
    private bool Gather(SqliteConnection connection, StreamKey stream)
    {
        List<SampleIdentity> counters =
        [
            .. BlockTable.OfDevice(connection, Damage, stream.DeviceId, BlockTable.PartsLatestDayFirst(connection))
                .SelectMany(block => block.Samples).Select(sample => sample.Identity)
                .Where(identity => (identity.Boot, identity.Incarnation) == (stream.Boot, stream.Incarnation)),
        ];
        foreach (var identity in counters)
            StreamTable.Get(stream).Add(identity.Counter);
        // Versions of before saved streams of which nothing had come after all.
        if (counters.Count > 0)
            Damage.NoteStream(stream);
        return counters.Count > 0;
    }

    // Nothing bears the name that was read: it may itself be what the card has lost, and the stream is another.
    private void GatherAll(SqliteConnection connection)
    {
        foreach (var part in BlockTable.PartsLatestDayFirst(connection).ToList())
        {
            foreach (var identity in BlockTable.OfPart(connection, Damage, part).SelectMany(block => block.Samples).Select(sample => sample.Identity))
                StreamTable.Get(new StreamKey(identity.DeviceId, identity.Boot, identity.Incarnation)).Add(identity.Counter);
        }
    }

    private bool Rebuild(SqliteConnection connection)
    {
        var isNameLost = false;
        foreach (var stream in StreamTable.Load(connection))
            isNameLost |= stream is not { } named || !Gather(connection, named);
        if (isNameLost)
            GatherAll(connection);
        UnreadableRows.Remember(connection, Damage);
        _lastSequence = Math.Max(connection.Scalar<long>("SELECT max(last_sequence, settled_sequence) FROM reading_state"), SampleLog.LastSequence(connection));
        foreach (var row in SampleLog.After(connection, Damage, 0))
        {
            LogOf(row.Samples[0].Identity.DeviceId).Note(row.FirstSequence);
            foreach (var identity in row.Samples.Select(sample => sample.Identity))
                StreamTable.Get(new StreamKey(identity.DeviceId, identity.Boot, identity.Incarnation)).Add(identity.Counter);
        }

        NextSequence = _lastSequence + 1;
        return true;
    }
}
