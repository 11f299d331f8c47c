using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>The requests of one transaction on the writer's connection.</summary>
internal sealed class WriteGroup : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Checkpointer _checkpointer;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteCommand _savepoint;
    private readonly SqliteCommand _release;
    private readonly SqliteCommand _undo;
    private readonly List<WriteRequest> _requests = [];

    /// <summary>Takes over the connection.</summary>
    public WriteGroup(SqliteConnection connection, Checkpointer checkpointer)
    {
        (_connection, _checkpointer) = (connection, checkpointer);
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _savepoint = Prepare("SAVEPOINT work");
        _release = Prepare("RELEASE work");
        _undo = Prepare("ROLLBACK TO work; RELEASE work");
    }

    /// <summary>Requests executed since <see cref="Begin"/>.</summary>
    public int Count => _requests.Count;

    /// <summary>Begins the transaction.</summary>
    public void Begin()
    {
        _requests.Clear();
        _checkpointer.Finish(_connection);
        WriterTurn.Begin(_connection);
    }

    /// <summary>Executes a request. One that may fail alone is told so at once; any other failure is the group's.</summary>
    public void Execute(WriteRequest request)
    {
        // In the group before anything can fail: whoever was taken from the queue gets an answer.
        _requests.Add(request);
        if (!request.CanFailAlone)
        {
            request.Execute(_connection);
            return;
        }

        _savepoint.ExecuteNonQuery();
        try
        {
            request.Execute(_connection);
            _release.ExecuteNonQuery();
        }
        catch (Exception exception) when (!IsOfTheDisk(exception) && IsInTransaction)
        {
            _undo.ExecuteNonQuery();
            _requests.RemoveAt(_requests.Count - 1);
            request.Failed(exception);
        }
    }

    /// <summary>Commits; a probe also changes a row so that the disk is really asked.</summary>
    public void Commit(bool isProbe)
    {
        if (isProbe)
            _connection.Run("UPDATE storage_probe SET count = count + 1");
        _commit.ExecuteNonQuery();
        _checkpointer.Committed(_connection);
    }

    /// <summary>Tells the senders that their work is on disk.</summary>
    /// <returns>What they threw: that undoes nothing and is nobody else's affair.</returns>
    public IReadOnlyList<Exception> Complete()
    {
        var thrown = new List<Exception>();
        foreach (var request in _requests)
        {
            try
            {
                request.Committed();
            }
            catch (Exception exception)
            {
                thrown.Add(exception);
            }
        }

        _requests.Clear();
        return thrown;
    }

    /// <summary>Takes everything back and tells the senders why, the last one first.</summary>
    public void Fail(Exception reason)
    {
        try
        {
            _rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself already.
        }

        for (var index = _requests.Count - 1; index >= 0; index--)
            _requests[index].Failed(reason);
        _requests.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _commit.Dispose();
        _rollback.Dispose();
        _savepoint.Dispose();
        _release.Dispose();
        _undo.Dispose();
        _connection.Dispose();
    }

    // Some errors (no memory, interrupted) make SQLite roll the whole transaction back: then nothing fails alone.
    private bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    // SQLITE_READONLY, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_NOTADB
    private static bool IsOfTheDisk(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: 8 or 10 or 11 or 13 or 14 or 26 };

    private SqliteCommand Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
