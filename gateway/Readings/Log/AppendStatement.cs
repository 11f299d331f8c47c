using Jena.SensorNode.Gateway.Readings.Packing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jena.SensorNode.Gateway.Readings.Log;

/// <summary>
/// The insert of a frame's new samples as one row, prepared once and bound without allocation: it runs tens of thousands of
/// times a second.
/// </summary>
internal sealed class AppendStatement : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares the insert on a connection.</summary>
    public AppendStatement(SqliteConnection connection)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, "INSERT INTO sample_log VALUES(?,?,?,?,?,?)", out _statement));
    }

    /// <summary>True if it was prepared on this connection.</summary>
    public bool IsOn(SqliteConnection connection) => ReferenceEquals(_connection, connection);

    /// <summary>Inserts samples of a batch.</summary>
    /// <param name="firstSequence">Sequence of the first one.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="added">Bit n set: sample n goes in.</param>
    /// <param name="count">Number of set bits.</param>
    public void Insert(long firstSequence, SampleBatch batch, ulong added, int count)
    {
        Span<byte> data = stackalloc byte[count * SamplePacker.MaximumSampleBytes];
        var packer = new SamplePacker(data, firstSequence - 1);
        var sequence = firstSequence;
        for (var index = 0; index < batch.Count; index++)
        {
            if ((added & (1UL << index)) != 0)
                packer.Add(new SampleView(batch, index, sequence++));
        }

        raw.sqlite3_bind_int64(_statement, 1, firstSequence);
        raw.sqlite3_bind_int64(_statement, 2, batch.Stream.DeviceId);
        raw.sqlite3_bind_int64(_statement, 3, count);
        raw.sqlite3_bind_int64(_statement, 4, batch.ProvisionalPeriod);
        raw.sqlite3_bind_blob(_statement, 5, data[..packer.Length]);
        raw.sqlite3_bind_int64(_statement, 6, LogRow.Checksum(firstSequence, batch.Stream.DeviceId, count, batch.ProvisionalPeriod, data[..packer.Length]));
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new SqliteException($"{raw.sqlite3_errmsg(_connection.Handle).utf8_to_string()} ({result})", result & 0xFF, result);
    }
}
