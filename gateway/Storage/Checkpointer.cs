using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>
/// Copies the write-ahead log into the database beside the writer, whose senders would otherwise wait for megabytes now and then.
/// Only what was committed meanwhile is left to the writer, so that the log can begin anew.
/// </summary>
/// <remarks>SQLite, "Write-Ahead Logging": a passive checkpoint runs while others read and write. Members are called on the writer's thread where nothing else is said.</remarks>
internal sealed class Checkpointer(Database database) : IDisposable
{
    /// <summary>Pages written before they are copied: 4 MB, so that a page filled by many commits is copied once.</summary>
    public const int Pages = 4000;

    // SQLITE_DBSTATUS_CACHE_WRITE: pages that a connection wrote.
    private const int PagesWritten = 9;

    private long _pages;
    private Task? _copying;

    /// <summary>Times that the log was copied.</summary>
    public long Checkpoints { get; private set; }

    /// <summary>Whether the log is being copied now; may be asked on any thread.</summary>
    public bool IsCopying => Volatile.Read(ref _copying) is { IsCompleted: false };

    /// <summary>The writer has committed: copying begins if there is enough.</summary>
    public void Committed(SqliteConnection writer)
    {
        SQLitePCL.raw.sqlite3_db_status(writer.Handle, PagesWritten, out var pages, out _, resetFlg: 1);
        _pages += pages;
        // A thread of its own: a slow card takes seconds, and where all those of the pool are busy the log would grow until one is free.
        if (_pages >= Pages)
            _copying ??= Task.Factory.StartNew(Copy, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The writer has no transaction and nobody waits for it: it copies the rest, if copying has ended.</summary>
    public void Finish(SqliteConnection writer)
    {
        if (_copying is not { IsCompleted: true })
            return;
        (_copying, _pages) = (null, 0);
        TryCopy(writer);
        Checkpoints++;
    }

    /// <summary>Waits for what is under way.</summary>
    public void Dispose() => _copying?.Wait();

    private void Copy()
    {
        try
        {
            using var connection = database.OpenWriter();
            TryCopy(connection);
        }
        catch (SqliteException)
        {
            // A disk that fails has the writer's alarm; the log keeps all that is committed.
        }
    }

    private static void TryCopy(SqliteConnection connection)
    {
        try
        {
            connection.Run("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException)
        {
            // As above.
        }
    }
}
