using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>
/// Samples in SQLite.
/// <list type="bullet">
/// <item>A sample is either in the log (by sequence) or in a segment (by device and day), never in both.</item>
/// <item>A counter is in memory's streams exactly when its sample is committed, or is in the group being committed.</item>
/// <item>Saved streams plus the log after <c>settled_sequence</c> give memory's streams again after any power cut.</item>
/// </list>
/// </summary>
internal sealed class SqliteReadingStore : IReadingStore, IDisposable
{
    private readonly DatabaseWriter _writer;
    private readonly ReaderPool _readers;
    private readonly ConcurrentDictionary<int, DeviceLog> _logs = new();
    private AppendStatement? _append;
    private long _lastSequence;

    /// <summary>Opens the store and rebuilds what memory holds.</summary>
    public SqliteReadingStore(Database database, DatabaseWriter writer)
    {
        _writer = writer;
        _readers = new ReaderPool(database);
        _readers.Use(Rebuild);
    }

    /// <inheritdoc/>
    public event Action? Appended;

    /// <inheritdoc/>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>Sequence of the next sample; of the writer's thread alone.</summary>
    internal long NextSequence { get; private set; }

    /// <summary>Streams in memory.</summary>
    internal StreamTable StreamTable { get; } = new();

    /// <inheritdoc/>
    public async Task<int> AppendAsync(SampleBatch batch, CancellationToken cancellation = default)
    {
        if (batch.Count is < 1 or > 64)
            throw new ArgumentException($"A batch has 1 to 64 samples, not {batch.Count}.", nameof(batch));
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
        return known == 0 ? null : _readers.Use(connection => SampleQueries.Find(connection, identity, LogOf(identity.DeviceId).Sequences()));
    }

    /// <inheritdoc/>
    public IEnumerable<Sample> Read(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds)
    {
        // The log's sequences come first: a row that settles after this is then found in its segment.
        var sequences = LogOf(deviceId).Sequences();
        return _readers.Use(connection => SampleQueries.Range(connection, deviceId, fromUnixMilliseconds, toUnixMilliseconds, sequences));
    }

    /// <inheritdoc/>
    public IReadOnlyList<HourSummary> ThinnedHours(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds) =>
        _readers.Use(connection => SegmentTable.Hours(connection, deviceId, fromUnixMilliseconds, toUnixMilliseconds));

    /// <inheritdoc/>
    public IReadOnlyList<Sample> Recent(int deviceId, int maximumCount)
    {
        var sequences = LogOf(deviceId).Sequences();
        return _readers.Use(connection => SampleQueries.Recent(connection, deviceId, maximumCount, sequences));
    }

    /// <inheritdoc/>
    public Sample? Latest(int deviceId) =>
        LogOf(deviceId).Latest() ?? Recent(deviceId, Segment.MaximumSamples).MaxBy(sample => sample.TimeUnixMilliseconds);

    /// <inheritdoc/>
    public IReadOnlyList<Sample> ReadAfter(long afterSequence, int maximumCount) =>
        _readers.Use(connection => connection.Rows(
            $"SELECT {SampleRow.Columns} FROM sample WHERE sequence > $after ORDER BY sequence LIMIT $count",
            SampleRow.Read,
            ("$after", afterSequence),
            ("$count", maximumCount)));

    /// <inheritdoc/>
    public async Task<int> RepairTimesAsync(
        Func<IReadOnlyList<ProvisionalSample>, IEnumerable<RepairedTime>> repair,
        CancellationToken cancellation = default)
    {
        var repaired = await _writer.WriteAsync(connection => SampleQueries.Repair(connection, repair), cancellation);
        foreach (var log in _logs.Values)
            log.ForgetLatest();
        return repaired;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _append?.Dispose();
        _readers.Dispose();
    }

    /// <summary>Memory's part of a device's log.</summary>
    internal DeviceLog LogOf(int deviceId) => _logs.GetOrAdd(deviceId, static _ => new DeviceLog());

    /// <summary>Devices that have rows in the log.</summary>
    internal IEnumerable<DeviceLog> Logs => _logs.Values;

    /// <summary>The stream in memory.</summary>
    internal SampleStream StreamOf(StreamKey key) => StreamTable.Get(key);

    /// <summary>Inserts one sample under the next sequence; on the writer's thread.</summary>
    internal void Insert(SqliteConnection connection, SampleBatch batch, int index)
    {
        if (_append?.IsOn(connection) != true)
        {
            _append?.Dispose();
            _append = new AppendStatement(connection);
        }

        _append.Insert(NextSequence++, batch, index);
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

    private bool Rebuild(SqliteConnection connection)
    {
        StreamTable.Load(connection);
        var settled = connection.Scalar<long>("SELECT settled_sequence FROM reading_state");
        _lastSequence = connection.Scalar<long>("SELECT max(last_sequence, coalesce((SELECT max(sequence) FROM sample), 0)) FROM reading_state");
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, device_id, boot, incarnation, counter FROM sample ORDER BY sequence";
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            LogOf(row.GetInt32(1)).Note(row.GetInt64(0));
            if (row.GetInt64(0) > settled)
                StreamTable.Get(new StreamKey(row.GetInt32(1), (uint)row.GetInt64(2), row.GetInt32(3))).Add((uint)row.GetInt64(4));
        }

        NextSequence = _lastSequence + 1;
        return true;
    }
}
