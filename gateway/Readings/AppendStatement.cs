using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>
/// The insert of one sample, prepared once and bound without allocation: it runs tens of thousands of times a second.
/// </summary>
internal sealed class AppendStatement : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares the insert on a connection.</summary>
    public AppendStatement(SqliteConnection connection)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, "INSERT INTO sample VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", out _statement));
    }

    /// <summary>True if it was prepared on this connection.</summary>
    public bool IsOn(SqliteConnection connection) => ReferenceEquals(_connection, connection);

    /// <summary>Inserts one sample of a batch.</summary>
    public void Insert(long sequence, SampleBatch batch, int index)
    {
        Span<byte> data = stackalloc byte[SampleData.MaximumBytes];
        var length = SampleData.Write(batch.ValuesOf(index), batch.FaultsOf(index), data);
        var time = batch.TimesUnixMilliseconds[index];
        var isLast = index == batch.Count - 1;
        Bind(1, sequence);
        Bind(2, batch.Stream.DeviceId);
        Bind(3, batch.Stream.Boot);
        Bind(4, batch.Stream.Incarnation);
        Bind(5, unchecked(batch.FirstCounter + (uint)index));
        Bind(6, batch.LayoutId);
        Bind(7, batch.NodeSeconds[index]);
        Bind(8, time);
        Bind(9, batch.UncertaintiesMilliseconds[index]);
        Bind(10, batch.ReceivedUnixMilliseconds - time);
        Bind(11, batch.ProvisionalPeriod);
        Bind(12, batch.BatteryMillivolts);
        Bind(13, isLast ? batch.AgeSeconds : null);
        Bind(14, isLast ? batch.DelayBoundMilliseconds : null);
        raw.sqlite3_bind_blob(_statement, 15, data[..length]);
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private void Bind(int index, long? value)
    {
        if (value is { } number)
            raw.sqlite3_bind_int64(_statement, index, number);
        else
            raw.sqlite3_bind_null(_statement, index);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new SqliteException($"{raw.sqlite3_errmsg(_connection.Handle).utf8_to_string()} ({result})", result);
    }
}
